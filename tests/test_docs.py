"""Docs parity: every public name, command and frame is documented, and what is documented is there."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

import pytest

import fzfin as fz
from fzfin import settings
from fzfin.cli import _parser
from fzfin.dictionary import DESCRIBED

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md")
PAGES = (*READMES, "CHANGELOG.md", "CONTRIBUTING.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
MEMBERS = {
    "meta",
    "frames",
    "cells",
    "repairs",
    "unparsed",
    "where",
    "audit",
    "explore",
    "ledger",
    "document",
    "passages",
    "units",
    "to_excel",
    "to_parquet",
}


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def code(page: str) -> list[str]:
    """What a page sets as code: spans and blocks."""
    blocks = re.findall(r"```\w*\n(.*?)```", text(page), re.DOTALL)
    rest = re.sub(r"```\w*\n.*?```", "", text(page), flags=re.DOTALL)
    return [*blocks, *re.findall(r"`([^`\n]+)`", rest)]


def commands() -> set[str]:
    subparsers = next(a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction))
    return set(subparsers.choices)


def resolved(root: Any, path: str) -> bool:
    for name in path.split("."):
        if not hasattr(root, name):
            return False
        root = getattr(root, name)
    return True


@pytest.mark.parametrize("page", READMES)
def test_every_public_name_is_documented(page: str) -> None:
    spans = "\n".join(code(page))
    assert [name for name in fz.__all__ if not re.search(rf"\bfz\.{name}\b", spans)] == []
    assert [name for name in MEMBERS if not re.search(rf"\bd\.{name}\b", spans)] == []


def test_the_members_of_a_disclosure_are_these_and_its_frames() -> None:
    d = fz.read()
    assert {name for name in dir(d) if not name.startswith("_")} == MEMBERS | set(d.frames)
    assert {"cells", "repairs", "unparsed", "audit", "ledger", *d.frames} == set(DESCRIBED)


@pytest.mark.parametrize("page", PAGES)
def test_every_name_that_is_documented_is_there(page: str) -> None:
    spans = "\n".join(code(page))
    d = fz.read()
    assert [path for path in re.findall(r"\bfz((?:\.\w+)+)", spans) if not resolved(fz, path[1:])] == []
    assert [path for path in re.findall(r"\bd\.(\w+)\b", spans) if not resolved(d, path)] == []


@pytest.mark.parametrize("page", READMES)
def test_every_command_is_documented_and_no_other(page: str) -> None:
    said = {word for span in code(page) for word in re.findall(r"(?:^|&& )fzfin ([a-z]+)", span)}
    assert said == commands()


@pytest.mark.parametrize("page", READMES)
def test_the_lines_of_every_block_run(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for block in re.findall(r"```python\n(.*?)```", text(page), re.DOTALL):
        with settings.held():
            exec(compile(block, page, "exec"), {})  # noqa: S102


def test_every_file_and_room_that_contributing_names_is_there() -> None:
    named = {
        span.split(" ")[0] for span in code("CONTRIBUTING.md") if re.match(r"(?:fzfin|tests|docs)/[\w./-]+$", span)
    }
    assert named
    assert [path for path in named if path != "tests/documents/" and not (ROOT / path).exists()] == []
