"""Properties on made accounts: one that balances has no error, and one with a known error has it found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fzfin as fz
from fzfin import synthetic
from fzfin.disclosure import Disclosure, from_document
from fzfin.sources import from_bytes

DISCLOSURE = Path(__file__).parents[2] / "data/disclosures/fuzhou-smart-city-2022.txt"

EXPECTED = {
    "broken_total": ("A", "B", "C"),
    "unit_slip": ("A", "B", "C"),
    "prose_direction": ("D01", "D02"),
    "wrong_denominator": ("E03",),
    "procurement_parts": ("E01",),
    "full_marks_unspent": ("F09",),
    "unfit_grade": ("F08",),
    "weights": ("F04",),
    "template_words": ("W",),
    "pasted_paragraph": ("D10",),
    "unfit_purpose": ("W10",),
}
"""Codes, or their first letters, one of which must speak of an error."""


def read(account: synthetic.Account) -> Disclosure:
    return from_document(from_bytes(account.text().encode(), "made.txt"))


def codes(d: Disclosure) -> list[str]:
    return fz.audit(d).findings()["code"].to_list()


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 2**31), st.sampled_from(synthetic.CHARACTERS), st.booleans())
def test_an_account_that_balances_has_no_error(seed: int, character: str, exact: bool) -> None:
    d = read(synthetic.account(seed=seed, character=character, exact=exact))
    assert fz.audit(d).findings(severity="error").select("code", "message").rows() == []


@pytest.mark.parametrize("kind", EXPECTED)
def test_a_known_error_is_found_by_its_check(kind: str) -> None:
    for seed in range(3):
        right = synthetic.account(seed=seed, character=synthetic.CHARACTERS[seed % 3], forms=3)
        try:
            wrong = right.with_error(kind, seed)
        except fz.FzfinError:
            continue
        more = set(codes(read(wrong))) - set(codes(read(right)))
        assert any(code.startswith(EXPECTED[kind]) for code in more), (seed, kind, more)


def test_a_changed_figure_of_a_table_is_the_suspect() -> None:
    named = 0
    for seed in range(6):
        wrong = synthetic.account(seed=seed, character="town", forms=1).with_error("table_figure", seed)
        assert wrong.error is not None
        findings = fz.audit(read(wrong)).findings("en")
        errors = findings.filter(findings["severity"] == "error")
        assert errors.height >= 1
        named += errors["suspect"].null_count() < errors.height
    assert named >= 4


def test_revenue_that_is_all_carried_over_is_asked_about() -> None:
    findings = fz.audit(fz.read()).findings("zh")
    (message,) = findings.filter(findings["code"] == "B14")["message"].to_list()
    assert message == "年末结转和结余比年初多出的数，恰好等于收入支出决算总表收入方“事业收入”的 487.00 万元。"
    text = DISCLOSURE.read_text(encoding="utf-8")
    less = text.replace("五、事业收入\t487.00", "五、事业收入\t486.00")
    assert "B14" not in codes(from_document(from_bytes(less.encode(), "less.txt")))
