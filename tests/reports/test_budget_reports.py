"""A budget on a page and in the terminal: found where the user is, refused with clear words."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

import fzfin as fz
from fzfin import synthetic
from fzfin.cli import main
from fzfin.reports.sentences import Sentences

MADE = synthetic.account(seed=7, exact=True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    MADE.write("account.txt")
    MADE.budget().write("budget.txt")
    return tmp_path


def test_a_relative_path_leads_to_the_budget(folder: Path) -> None:
    result = fz.render(
        "account.txt", notebooks="variance", out="pages", parameters={"budget": "budget.txt"}, progress=False
    )
    assert result.failed == ()
    page = (folder / "pages" / "account-variance-zh.html").read_text(encoding="utf-8")
    assert "预算与决算" in page
    assert str(folder) not in page


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (
            ["report", "account.txt", "--budget", "none.txt"],
            "expected the file of a budget at 'none.txt', found no file",
        ),
        (
            ["report", "account.txt", "budget.txt", "--budget", "budget.txt"],
            "expected one source to go with the budget",
        ),
        (["report", "account.txt", "--budget", "budget.txt", "--notebook", "audit"], "found 'budget'"),
        (["compare", "account.txt", "budget.txt"], "swap them"),
        (["compare", "budget.txt", "account.txt", "--out", "c.xls"], "expected a file ending in .parquet, .csv, .json"),
        (["compare", "budget.txt", "account.txt", "--lang", "fr"], "expected lang to be one of zh, en"),
    ],
)
def test_a_wrong_command_says_what_to_do(
    command: list[str], message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command) == 2
    assert message in capsys.readouterr().err


def test_the_command_lists_the_lines_that_differ(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "budget.txt", "account.txt", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    planned, spent = (sum(line.total for line in d.lines) + d.other.total for d in (MADE.budget().truth, MADE.truth))
    total = next(
        line
        for line in said.partition("\nExpenditure  (")[2].splitlines()
        if f"{planned / 1_000_000:,.2f}" in line and "Total · Total" in line
    )
    assert total.split()[:3] == [f"{amount / 1_000_000:,.2f}" for amount in (planned, spent, spent - planned)]
    assert "Expenditure  (Budget · Actual · Variance · Execution rate)" in said


@pytest.mark.parametrize("suffix", ["csv", "json", "parquet"])
def test_the_command_writes_every_line(suffix: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "budget.txt", "account.txt", "--out", f"c.{suffix}"]) == 0
    path = folder / f"c.{suffix}"
    compared = fz.compare(fz.read("budget.txt"), fz.read("account.txt"))
    if suffix == "json":
        assert len(json.loads(path.read_text(encoding="utf-8"))) == compared.height
    else:
        written = pl.read_csv(path) if suffix == "csv" else pl.read_parquet(path)
        assert written["variance"].to_list() == compared["variance"].to_list()


def test_a_budget_that_was_met_to_the_yuan_differs_nowhere() -> None:
    head = "单位：万元\n科目编码\t科目名称\t{}\t基本支出\t项目支出\n205\t教育支出\t3.00\t3.00\t0.00\n2050202\t小学教育\t3.00\t3.00\t0.00\n"
    from fzfin.disclosure import from_document
    from fzfin.sources import Document
    from fzfin.sources.text import blocks

    budget, account = (
        from_document(Document("made", "", "text", tuple(blocks(title + head.format(total)))))
        for title, total in (("2024年支出预算总表\n", "合计"), ("2024年支出决算表\n", "本年支出合计"))
    )
    c = fz.compare(budget, account)
    say = Sentences("en")
    assert say.comparison_title(c) == "Of 1 line, 1 just at budget"
    assert say.comparison_finding(c) == (
        "Budget and account have no table of expenditure whose totals both print, so that they cannot be compared."
    )
    assert Sentences("zh").comparison_heading(c)._repr_markdown_() == "## 预算与决算"
    assert say.comparison_heading(None)._repr_markdown_() == ""
