"""environment.yml pins what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PIN = re.compile(r"^\s+- ([A-Za-z][\w.-]*)={1,2}([\w.]+)$", re.MULTILINE)


def names(requirements: list[str]) -> set[str]:
    found = {re.split(r"[\s\[<>=!~;]", requirement, maxsplit=1)[0].lower() for requirement in requirements}
    return found - {"fzfin"}


def test_every_dependency_is_pinned_once_and_within_its_range() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = dict(_PIN.findall((ROOT / "environment.yml").read_text(encoding="utf-8")))
    wanted = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        wanted += extra
    assert names(wanted) == {name.lower() for name in pins} - {"python", "pip"}
    for requirement in wanted:
        name, _, bounds = re.match(r"([\w.-]+)(\[[^]]*\])?(.*)", requirement).groups()  # type: ignore[union-attr]
        low = re.search(r">=([\d.]+)", bounds)
        if name != "fzfin" and low:
            assert _version(pins[name]) >= _version(low[1]), requirement


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text))
