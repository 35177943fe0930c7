"""The notebooks of reports: thin, parameterised, in two languages, without outputs; and each runs, also on nothing."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path
from typing import Any

import altair as alt
import nbformat
import pytest

import fzfin as fz

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "analysis"))

from made_accounts import held  # noqa: E402
from made_fuzhou import Made, fuzhou  # noqa: E402

NOTEBOOKS = sorted((ROOT / "notebooks" / "reports").glob("*.ipynb"))
PARAMETERS = {"source": None, "budget": None, "lang": "zh", "unit": "万元", "top": 10}


def cells(path: Path, kind: str) -> list[dict[str, Any]]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def text(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def tags(cell: dict[str, Any]) -> set[str]:
    return set(cell["metadata"].get("tags", ()))


def run(path: Path, made: Made | None, monkeypatch: pytest.MonkeyPatch, **parameters: Any) -> list[Any]:
    """Run a notebook's code and give what its cells show."""
    if made is not None:
        monkeypatch.setitem(vars(fz), "read", lambda source: made)
    names: dict[str, Any] = {}
    shown = []
    for cell in cells(path, "code"):
        body = ast.parse(text(cell)).body
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), path.name, "exec"), names)  # noqa: S102
        if "parameters" in tags(cell):
            names |= parameters
        if isinstance(last, ast.Expr):
            shown.append(eval(compile(ast.Expression(last.value), path.name, "eval"), names))  # noqa: S307
    return shown


def test_these_are_there() -> None:
    names = ["audit", "overview", "performance", "procurement", "three_public", "variance"]
    assert [path.stem for path in NOTEBOOKS] == names


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_thin_and_clean(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    code = cells(path, "code")
    source = "\n".join(text(cell) for cell in code)
    assert len(code) <= 20
    assert len(source.splitlines()) <= 60
    kinds = (ast.FunctionDef, ast.Lambda, ast.ClassDef, ast.For, ast.While)
    assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code)
    assert len({cell["id"] for cell in notebook.cells}) == len(notebook.cells)
    assert 1 <= source.count("fz.charts.") - source.count("fz.charts.table") <= 4
    assert 1 <= source.count("fz.charts.table") <= 2


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_one_cell_holds_the_parameters(path: Path) -> None:
    (cell,) = (cell for cell in cells(path, "code") if "parameters" in tags(cell))
    names: dict[str, Any] = {}
    exec(text(cell), {}, names)  # noqa: S102
    assert names == {name: value for name, value in PARAMETERS.items() if name in names}
    assert {"source", "lang", "unit"} <= set(names)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_narrative_is_there_in_both_languages(path: Path) -> None:
    prose = cells(path, "markdown")
    assert [tags(cell) for cell in prose] == [{"lang-zh"}, {"lang-en"}] * (len(prose) // 2)
    zh, en = prose[::2], prose[1::2]
    heads = [[text(cell).split(" ")[0] for cell in part] for part in (zh, en)]
    assert heads[0][0] == heads[1][0] == "#"
    assert [head.count("#") for head in heads[0]] == [head.count("#") for head in heads[1]]
    assert not any("一" <= letter <= "鿿" for cell in en for letter in text(cell))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_on_an_account_and_on_nothing(path: Path, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = fuzhou()
    for account in (made, made.without(*made.frames), made.without("statements", "three_public_detail")):
        shown = run(path, account, monkeypatch, lang=lang, unit="元", top=3)
        charts = [item for item in shown if isinstance(item, alt.TopLevelMixin)]
        assert 1 <= len(charts) <= 4
        assert all(chart.to_dict() for chart in charts)
        assert all(item is not None for item in shown)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_on_the_disclosure_that_ships(path: Path, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(run(path, None, monkeypatch, lang=lang)) == len(cells(path, "code")) - 1


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["overview", "performance"])
def test_a_notebook_of_pictures_runs_on_a_reduced_account(
    name: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = next(path for path in NOTEBOOKS if path.stem == name)
    reduced = ("summary", "expenditure", "basic_expenditure", "projects", "project_funding", "indicators", "evaluation")
    for missing in [(frame,) for frame in reduced] + [reduced[:2], reduced[3:6]]:
        shown = run(path, held(*missing), monkeypatch, lang=lang, top=1)
        charts = [item for item in shown if isinstance(item, alt.TopLevelMixin)]
        assert all(chart.to_dict() for chart in charts)
        assert all(item is not None for item in shown)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_variance_notebook_lays_a_budget_beside_the_account(lang: str, tmp_path: Path) -> None:
    from fzfin import synthetic

    made = synthetic.account(seed=7, exact=True)
    account, budget = made.write(tmp_path / "account.txt"), made.budget().write(tmp_path / "budget.txt", "two_years")
    path = next(path for path in NOTEBOOKS if path.stem == "variance")
    with pytest.MonkeyPatch.context() as patch:
        alone = run(path, None, patch, source=account, lang=lang)
        both = run(path, None, patch, source=account, budget=str(budget), lang=lang)
    charts = [[item for item in shown if isinstance(item, alt.TopLevelMixin)] for shown in (alone, both)]
    assert [len(found) for found in charts] == [3, 4]
    assert all(chart.to_dict() for chart in charts[1])
    said = [item for item in both if isinstance(item, str)]
    planned, spent = (sum(line.total for line in d.lines) + d.other.total for d in (made.budget().truth, made.truth))
    finding = next(text for text in said if f"{planned / 1_000_000:,.2f}" in text)
    assert f"{spent / 1_000_000:,.2f}" in finding
    assert f"{spent / planned:.2%}" in finding
    assert [text for text in alone if isinstance(text, str) and f"{planned / 1_000_000:,.2f}" in text] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_says_clearly_that_a_budget_is_no_account(path: Path, tmp_path: Path) -> None:
    from fzfin import synthetic

    budget = synthetic.account(seed=7).budget().write(tmp_path / "budget.txt")
    with pytest.MonkeyPatch.context() as patch:
        if path.stem == "audit":
            assert "2023年度部门预算" in run(path, None, patch, source=budget)[0]
            return
        with pytest.raises(fz.FzfinError, match="found the departmental budget") as raised:
            run(path, None, patch, source=budget)
    assert "fz.compare(budget, account)" in str(raised.value)
