"""The start notebook: thin, without outputs, the same in both languages, and it runs on any account."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import altair as alt
import nbformat
import pytest

import fzfin as fz
from fzfin import settings, synthetic
from fzfin.excerpt import Excerpt

START = Path(__file__).parents[2] / "notebooks" / "start"
LANGUAGES = ("zh", "en")
MINUTES = 10


def cells(lang: str, kind: str) -> list[dict[str, Any]]:
    notebook = json.loads((START / lang / "start.ipynb").read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def text(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


@pytest.fixture(autouse=True)
def _held() -> Iterator[None]:
    with settings.held():
        yield


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_thin_and_clean(lang: str) -> None:
    notebook = nbformat.read(START / lang / "start.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    code = cells(lang, "code")
    source = "\n".join(text(cell) for cell in code)
    kinds = (ast.FunctionDef, ast.Lambda, ast.ClassDef, ast.For, ast.While)
    assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]
    assert len(code) <= 20
    assert len(source.splitlines()) <= 60
    assert max(len(line) for line in source.splitlines()) <= 76
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code)
    assert [cell["id"] for cell in code if "parameters" in cell["metadata"].get("tags", ())] == ["parameters"]


def test_both_languages_have_the_same_code_and_the_same_headings() -> None:
    zh, en = ([(cell["id"], text(cell)) for cell in cells(lang, "code")] for lang in LANGUAGES)
    assert [(name, source.replace('"zh"', '"en"')) for name, source in zh] == en
    heads = [
        [(cell["id"], text(cell).split(" ")[0]) for cell in cells(lang, "markdown") if text(cell).startswith("#")]
        for lang in LANGUAGES
    ]
    assert heads[0] == heads[1]


def test_the_english_text_is_english() -> None:
    prose = "\n".join(text(cell) for cell in cells("en", "markdown"))
    assert not any("一" <= letter <= "鿿" for letter in prose)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_leads_to_a_notebook(lang: str) -> None:
    prose = "\n".join(text(cell) for cell in cells(lang, "markdown"))
    links = re.findall(r"\]\(([^)]+)\)", prose)
    assert len(links) == 2
    assert [link for link in links if not (START / lang / link).is_file()] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_parts_take_ten_minutes(lang: str) -> None:
    parts = [text(cell).splitlines()[0] for cell in cells(lang, "markdown") if text(cell).startswith("## ")]
    told = [re.search(r"· (half|半|\d+)", part) for part in parts[:-1]]
    minutes = [0.5 if found[1] in ("half", "半") else int(found[1]) for found in told if found is not None]
    assert len(minutes) == len(parts) - 1
    assert MINUTES - 1 <= sum(minutes) <= MINUTES


def shown(lang: str, source: Path | None) -> dict[str, Any]:
    """What each cell shows; the report is rendered by the test in a browser."""
    names: dict[str, Any] = {}
    out = {}
    for cell in cells(lang, "code"):
        if cell["id"] == "report":
            continue
        body = ast.parse(text(cell)).body
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), cell["id"], "exec"), names)  # noqa: S102
        if cell["id"] == "parameters":
            names["source"] = source
        if isinstance(last, ast.Expr):
            out[cell["id"]] = eval(compile(ast.Expression(last.value), cell["id"], "eval"), names)  # noqa: S307
    return out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_the_account_that_ships_a_finding_is_traced(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    out = shown(lang, None)
    assert all(isinstance(out[name], alt.LayerChart) for name in ("flow", "change"))
    trace = out["trace"]
    assert isinstance(trace, Excerpt)
    figures = {line.locator: [piece for piece, marked in line.pieces if marked] for line in trace.lines}
    assert figures == {"L137": ["3412.67"], "L432": ["2894.3"]}
    assert [len(out[name]) for name in ("audit", "made")] == [4, 1]
    assert (out["truth"].printed, out["truth"].true) == (3, 384)
    assert [line.locator for line in out["line"].lines if line.asked] == ["L222"]


@pytest.mark.parametrize("character", synthetic.CHARACTERS)
def test_on_another_account_every_cell_shows_something(
    character: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    synthetic.account(seed=3, character=character).write("own.txt")
    out = shown("zh", tmp_path / "own.txt")
    assert all(item is not None for item in out.values())
    assert out["read"].meta.source_name == "own.txt"
    assert fz.audit(out["read"]).groups == [] or isinstance(out["trace"], Excerpt)
