"""The frames of an audit: sentences without holes in both languages, hints, order, and what was covered."""

from __future__ import annotations

import re

import polars as pl
import pytest

import fzfin as fz
from fzfin.checks import Book, Case, Check, Figure, equals
from fzfin.checks.findings import Audit, Result
from fzfin.checks.registry import checks
from fzfin.checks.words import Writer

AUDIT = fz.audit(fz.read())
WORDS = ("title", "message", "follows", "computation", "suspect")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_sentence_of_the_shipped_account_has_a_hole(lang: str) -> None:
    frame = AUDIT.frame(lang)
    texts = frame.select(
        pl.concat_list(pl.col(name).fill_null("") for name in WORDS).explode(empty_as_null=True)
    ).to_series()
    holes = [text for text in texts.unique() if re.search(r"\{|\}|\bNone\b(?! of)|—(?!—)|\b(?:nan|inf)\b", text)]
    assert holes == []
    for name in ("title", "message"):
        assert frame[name].null_count() == 0
        assert frame.filter(pl.col(name).str.strip_chars() == "").height == 0
    fails = frame.filter(outcome="fail")
    assert fails["follows"].null_count() == 0
    assert fails["left_locator"].null_count() == 0


def test_english_titles_and_consequences_hold_no_chinese_but_terms() -> None:
    ours = [check for check in checks() if check.area != "own"]
    terms = (
        "合计",
        "总计",
        "财政拨款",
        "持平",
        "年终结转结余",
        "上年结转资金",
        "财预〔2016〕143号",
        "万元",
        "优",
        "良",
        "中",
        "差",
    )
    for check in ours:
        for name in ("title", "formula", "why", "follows"):
            text = check.say(name, "en")
            for term in terms:
                text = text.replace(term, "")
            assert not re.search(r"[\u4e00-\u9fff]", text), (check.code, name, text)


def test_findings_first_by_weight_then_the_rest_by_outcome() -> None:
    frame = AUDIT.frame()
    order = {name: place for place, name in enumerate(fz.checks.OUTCOME.categories)}
    places = [order[outcome] for outcome in frame["outcome"]]
    assert places == sorted(places)
    leads = frame.filter("leads")
    weights = [fz.checks.SEVERITY.categories.to_list().index(severity) for severity in leads["severity"]]
    assert weights == sorted(weights)
    assert leads["group"].to_list() == [f"G{number:02d}" for number in range(1, leads.height + 1)]


def test_coverage_counts_every_case_of_every_check() -> None:
    coverage = AUDIT.coverage("en")
    assert coverage["code"].to_list() == [check.code for check in checks()]
    assert coverage["cases"].sum() == AUDIT.frame().height
    outcomes = [str(outcome) for outcome in fz.checks.OUTCOME.categories]
    assert coverage.filter(pl.sum_horizontal(outcomes) != pl.col("cases")).height == 0
    assert coverage.filter((pl.col("cases") == 0) & pl.col("why_not").is_null()).height == 0


@pytest.mark.parametrize(
    ("left", "right", "hint"),
    [
        (28_943_000_00, 2894_30, "10,000 times: 元 and 万元 may have been mixed up"),
        (1066_51_0000, 10665_10_0000, "10 times: perhaps a slip of the point"),
        (289_430_00, 2_894_300_0000, "1,000 times"),
        (100_00, 250_00, None),
        (0, 250_00, None),
    ],
)
def test_powers_of_ten_are_hinted_at(left: int, right: int, hint: str | None) -> None:
    first, second = (AUDIT.book.rows("summary")[n].figure("amount") for n in (0, 1))
    assert first is not None
    assert second is not None
    one = Figure(first.key, left, 0, "money", "L1", "")
    other = Figure(second.key, right, 0, "money", "L2", "")
    message = Writer(AUDIT.book, "en").message(_check("A03"), equals(one, other))
    assert (hint in message) if hint else ("times" not in message)


def test_rounding_says_for_which_true_values_both_are_right() -> None:
    first, second = (AUDIT.book.rows("summary")[n].figure("amount") for n in (0, 1))
    assert first is not None
    assert second is not None
    one = Figure(first.key, 9255_00, 50, "money", "L1", "")
    other = Figure(second.key, 9256_00, 50, "money", "L2", "")
    message = Writer(AUDIT.book, "en").message(_check("A03"), equals(one, other))
    assert message.endswith("within rounding. Both can be right only if the true figure is exactly 0.92555.")


def _check(code: str) -> Check:
    return next(check for check in checks() if check.code == code)


def test_an_audit_of_made_cases_prints_well() -> None:
    check = _check("A03")
    row = AUDIT.book.rows("summary")[0].figure("amount")
    assert row is not None
    audit = Audit(
        AUDIT.book, (Result(check, Case(fz.checks.Outcome.UNKNOWN, left=row, missing="parts")),), ((check, ()),)
    )
    assert audit.findings().height == 0
    assert "cannot be checked" in audit.frame("en")["message"][0]
    assert repr(audit).startswith("<Audit of fuzhou-smart-city-2022.txt: 0 findings; unknown 1>")
    assert isinstance(audit.book, Book)
