"""Parameters of notebooks, checked before anything runs.

Papermill only logs an unknown name and takes any type, so that a slip renders the wrong report quietly. Here the cell
tagged ``parameters`` is the declaration: its names, its annotations, else the types of its defaults. Nothing of it is
executed. What holds for a name in every notebook (`lang`, `unit`, `top`) stands in `_rule`.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from fzfin.errors import ParameterError
from fzfin.reports.notebooks import Notebook, source_of, tags_of
from fzfin.reports.wording import LANGUAGES
from fzfin.vocab import UNITS

_KINDS: Final[dict[str, type]] = {kind.__name__: kind for kind in (bool, int, float, str, list, dict)}
_TRUTH: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a notebook: `kind` is its type, `object` where none can be told."""

    name: str
    kind: type
    default: Any
    optional: bool = False
    choices: tuple[Any, ...] = ()

    @property
    def expected(self) -> str:
        """What values it takes, in words."""
        if self.choices:
            return "one of " + ", ".join(map(str, self.choices))
        words = {object: "any value", int: "a whole number", float: "a number", str: "a text", bool: "true or false"}
        return words.get(self.kind, self.kind.__name__) + (" or None" if self.optional else "")

    def check(self, value: Any) -> Any:
        """Give the value back if it has the right type and is allowed.

        Raises:
            ParameterError: It is not.
        """
        if value is None and self.optional:
            return value
        kind: Any = (int, float) if self.kind is float else self.kind
        if not isinstance(value, kind) or (isinstance(value, bool) and self.kind not in (bool, object)):
            raise ParameterError(
                f"parameter {self.name!r}: expected {self.expected}, found {value!r} ({type(value).__name__})"
            )
        if self.choices and value not in self.choices:
            raise ParameterError(f"parameter {self.name!r}: expected {self.expected}, found {value!r}")
        if self.name == "top" and value < 1:
            raise ParameterError(f"parameter {self.name!r}: expected a whole number from 1 on, found {value!r}")
        return value

    def parse(self, text: str) -> Any:
        """Read a value from the command line by the type of the parameter: for a text, ``000001`` stays ``000001``.

        Raises:
            ParameterError: The text is no value of this type, or not an allowed one.
        """
        try:
            if self.kind is bool:
                value: Any = _TRUTH[text.strip().lower()]
            elif self.kind in (int, float):
                value = self.kind(text)
            elif self.kind in (list, dict):
                value = json.loads(text)
            else:
                value = text
        except (KeyError, ValueError):
            raise ParameterError(f"parameter {self.name!r}: expected {self.expected}, found {text!r}") from None
        return self.check(value)


def declared(notebook: Notebook) -> dict[str, Parameter]:
    """The parameters that a notebook declares in its cell tagged ``parameters``, by name.

    Raises:
        ParameterError: The cell is not plain Python.
    """
    source = next((source_of(cell) for cell in notebook["cells"] if "parameters" in tags_of(cell)), "")
    try:
        body = ast.parse(source).body
    except SyntaxError as error:
        raise ParameterError(f"expected plain assignments in the cell tagged 'parameters', found {error}") from error
    found: dict[str, Parameter] = {}
    for line in body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            found[line.target.id] = _declared(line.target.id, line.value, line.annotation)
        elif isinstance(line, ast.Assign) and len(line.targets) == 1 and isinstance(line.targets[0], ast.Name):
            found[line.targets[0].id] = _declared(line.targets[0].id, line.value, None)
    return found


def _declared(name: str, value: ast.expr | None, annotation: ast.expr | None) -> Parameter:
    try:
        default = None if value is None else ast.literal_eval(value)
        kind: type = str if default is None else type(default)
    except ValueError:
        default, kind = ..., object
    kinds, optional, choices = _annotated(annotation)
    if choices:
        kind = type(choices[0])
    elif kinds:
        kind = kinds[0] if len(kinds) == 1 else object
    return Parameter(name, kind, default, optional or default is None, _rule(name) or choices)


def _rule(name: str) -> tuple[Any, ...]:
    return {"lang": tuple(LANGUAGES), "unit": tuple(UNITS)}.get(name, ())


def _annotated(node: ast.expr | None) -> tuple[list[type], bool, tuple[Any, ...]]:
    """Types, whether None is among them, and the values of a Literal."""
    match node:
        case ast.Name(id=name) if name in _KINDS:
            return [_KINDS[name]], False, ()
        case ast.Constant(value=None):
            return [], True, ()
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            (first, one, some), (second, other, more) = _annotated(left), _annotated(right)
            return first + second, one or other, some + more
        case ast.Subscript(value=ast.Name(id="Optional"), slice=inner):
            kinds, _, choices = _annotated(inner)
            return kinds, True, choices
        case ast.Subscript(value=ast.Name(id="Literal"), slice=inner):
            values = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            return [], False, tuple(item.value for item in values if isinstance(item, ast.Constant))
        case ast.Subscript(value=ast.Name(id=name)) if name in _KINDS:
            return [_KINDS[name]], False, ()
        case _:
            return [], False, ()


def known(name: str, notebooks: Mapping[str, Mapping[str, Parameter]]) -> Parameter:
    """The declaration of a parameter in the first of some notebooks that has it.

    Raises:
        ParameterError: None has it; the message names those that there are.
    """
    for parameters in notebooks.values():
        if name in parameters:
            return parameters[name]
    names = dict.fromkeys(key for parameters in notebooks.values() for key in parameters)
    near = get_close_matches(name, names, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise ParameterError(
        f"expected a parameter of {', '.join(Path(book).stem for book in notebooks)}, found {name!r}; "
        f"{hint}they have {', '.join(names) or '(none)'}"
    )


def parse(pairs: Iterable[str], notebooks: Mapping[str, Mapping[str, Parameter]]) -> dict[str, Any]:
    """Read ``NAME=VALUE`` texts by what the notebooks declare.

    Raises:
        ParameterError: No ``=``, an unknown name, or a wrong value.
    """
    values: dict[str, Any] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise ParameterError(f"expected a parameter as NAME=VALUE, found {pair!r}")
        values[name.strip()] = known(name.strip(), notebooks).parse(text)
    return values


def check(values: Mapping[str, Any], notebooks: Mapping[str, Mapping[str, Parameter]]) -> dict[str, dict[str, Any]]:
    """Check values and share them out: each notebook gets those that it declares.

    Raises:
        ParameterError: A name that no notebook has, a wrong type, or a value that is not allowed.
    """
    for name in values:
        known(name, notebooks)
    return {
        notebook: {name: parameters[name].check(value) for name, value in values.items() if name in parameters}
        for notebook, parameters in notebooks.items()
    }
