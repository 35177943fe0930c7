"""The page docs/charts.md: every chart with its code and its picture, out of the examples in docs/charts.

An example is a file named after its chart: what it shows, in Chinese and in English, then lines that make ``chart``.
``python -m fzfin.charts.gallery`` in the repository draws the pictures and writes the page.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fzfin.charts.fonts import Picture, save
from fzfin.errors import FzfinError
from fzfin.vocab import rows

FOLDER: Final = Path("docs", "charts")
"""Where the examples and their pictures are, in the repository."""
PAGE: Final = "charts.md"
_MADE: Final = "chart"
_LANGUAGES: Final = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Example:
    """One example: the name of its chart, what that shows in both languages, and its code."""

    name: str
    zh: str
    en: str
    code: str

    def draw(self) -> Picture:
        """Run the code and give the chart that it makes.

        Raises:
            FzfinError: The code makes no ``chart``.
        """
        made: dict[str, Any] = {}
        exec(compile(self.code, f"{self.name}.py", "exec"), made)  # noqa: S102 - the repository's own examples
        if _MADE not in made:
            raise FzfinError(f"expected the example {self.name}.py to make a {_MADE}")
        picture: Picture = made[_MADE]
        return picture


def examples(folder: Path = FOLDER) -> list[Example]:
    """The examples of a folder, by name.

    Raises:
        FzfinError: An example does not say what it shows in two paragraphs, Chinese and English.
    """
    return [_read(path) for path in sorted(folder.glob("*.py"))]


def _read(path: Path) -> Example:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    said = (ast.get_docstring(tree) or "").split("\n\n")
    if len(said) != len(_LANGUAGES):
        raise FzfinError(f"{path}: expected a docstring of two paragraphs, Chinese and English, found {len(said)}")
    code = "\n".join(text.splitlines()[tree.body[0].end_lineno or 0 :]).strip()
    zh, en = (" ".join(part.split()) for part in said)
    return Example(path.stem, zh, en, code)


def page(found: list[Example]) -> str:
    """The page of some examples.

    Example:
        >>> page([Example("waffle", "华夫图。", "A waffle.", "chart = 1")]).splitlines()[0][:2]
        '# '
    """
    return "\n".join(_lines(found)) + "\n"


def _lines(found: list[Example]) -> Iterator[str]:
    heads = {row["key"]: row for row in rows("gallery_page")}
    yield f"# {heads['title']['zh']} · {heads['title']['en']}"
    for key in ("intro", "tables"):
        for lang in _LANGUAGES:
            yield ""
            yield heads[key][lang]
    yield ""
    yield " · ".join(f"[{one.name}](#{one.name})" for one in found)
    for one in found:
        yield ""
        yield f"## {one.name}"
        for said in (one.zh, one.en):
            yield ""
            yield said
        yield ""
        yield f"![{one.name}]({FOLDER.name}/{one.name}.svg)"
        yield ""
        yield f"```python\n{one.code}\n```"


def main() -> int:
    """Draw every picture and write the page; 1 where there are no examples, outside the repository."""
    found = examples()
    if not found:
        print(f"expected examples in {FOLDER}: run this in the repository", file=sys.stderr)
        return 1
    for one in found:
        save(one.draw(), FOLDER / f"{one.name}.svg")
    (FOLDER.parent / PAGE).write_text(page(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
