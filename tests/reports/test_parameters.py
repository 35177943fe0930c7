"""Parameters are checked against the notebook's own cell before anything runs."""

from __future__ import annotations

from typing import Any

import pytest
from made_notebooks import PARAMETERS, made

from fzfin.errors import ParameterError
from fzfin.reports.parameters import Parameter, check, declared, parse

ONE = {"one.ipynb": declared(made(("py", PARAMETERS, "parameters")))}


def test_the_cell_declares_names_and_types() -> None:
    kinds = {name: (parameter.kind, parameter.default) for name, parameter in ONE["one.ipynb"].items()}
    assert kinds == {
        "source": (str, None),
        "lang": (str, "zh"),
        "unit": (str, "万元"),
        "top": (int, 10),
        "code": (str, "000000"),
        "share": (float, 0.5),
    }


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = None", Parameter("x", str, None, optional=True)),
        ("x: int = None", Parameter("x", int, None, optional=True)),
        ("x: int | None = 3", Parameter("x", int, 3, optional=True)),
        ("from typing import Optional\nx: Optional[float] = 1.5", Parameter("x", float, 1.5, optional=True)),
        ("x: Literal['a', 'b'] = 'a'", Parameter("x", str, "a", choices=("a", "b"))),
        ("x: list[str] = []", Parameter("x", list, [])),
        ("x: int | str = 1", Parameter("x", object, 1)),
        ("x = -1", Parameter("x", int, -1)),
        ("x = True", Parameter("x", bool, True)),
        ("x = f()", Parameter("x", object, ...)),
    ],
)
def test_annotations_and_defaults_tell_the_type(source: str, expected: Parameter) -> None:
    assert declared(made(("py", source, "parameters"))) == {"x": expected}


def test_a_notebook_without_the_cell_has_no_parameters_and_nothing_is_executed() -> None:
    assert declared(made(("py", "x = 1"))) == {}
    assert list(declared(made(("py", "x = exit()\ny, z = 1, 2\nprint(1)", "parameters")))) == ["x"]
    with pytest.raises(ParameterError, match="plain assignments"):
        declared(made(("py", "%magic", "parameters")))


@pytest.mark.parametrize(
    ("pair", "value"),
    [
        ("code=000001", "000001"),
        ("code=", ""),
        ("code=a=b", "a=b"),
        ("code=None", "None"),
        ("source=1", "1"),
        ("top=3", 3),
        ("share=1", 1.0),
        ("lang=en", "en"),
        ("unit=亿元", "亿元"),
    ],
)
def test_text_is_read_by_the_type_of_the_parameter(pair: str, value: Any) -> None:
    name = pair.partition("=")[0]
    read = parse([pair], ONE)
    assert read == {name: value}
    assert type(read[name]) is type(value)


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        ("tpo=3", r"found 'tpo'; did you mean 'top'\? they have source, lang, unit, top, code, share"),
        ("top", "NAME=VALUE, found 'top'"),
        ("top=3.5", "'top': expected a whole number, found '3.5'"),
        ("top=0", "from 1 on, found 0"),
        ("share=x", "'share': expected a number, found 'x'"),
        ("lang=de", "one of zh, en, found 'de'"),
        ("unit=万", "one of .*万元.*, found '万'"),
    ],
)
def test_a_slip_on_the_command_line_is_an_error(pair: str, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        parse([pair], ONE)


@pytest.mark.parametrize(
    "values", [{"top": "3"}, {"top": True}, {"top": 1.0}, {"code": 1}, {"share": "1"}, {"top": None}]
)
def test_a_value_of_another_type_is_an_error(values: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match="expected"):
        check(values, ONE)


def test_each_notebook_gets_what_it_declares() -> None:
    books = ONE | {"two.ipynb": declared(made(("py", "year = 2022", "parameters")))}
    assert check({"top": 3, "year": 2021, "source": None}, books) == {
        "one.ipynb": {"top": 3, "source": None},
        "two.ipynb": {"year": 2021},
    }
    with pytest.raises(ParameterError, match="expected a parameter of one, two, found 'yaer'; did you mean 'year'"):
        check({"yaer": 2021}, books)


def test_truth_is_read_from_words() -> None:
    books = {"b.ipynb": declared(made(("py", "deep = False", "parameters")))}
    assert parse(["deep=Yes"], books) == {"deep": True}
    with pytest.raises(ParameterError, match="true or false"):
        parse(["deep=2"], books)
