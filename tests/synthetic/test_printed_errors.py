"""Accounts with one known error: the error is printed, read as printed, and nothing else differs."""

from __future__ import annotations

import pytest
from reading_back import differences, read_back

from fzfin import synthetic
from fzfin.errors import ParameterError


@pytest.mark.parametrize("kind", synthetic.ERRORS)
def test_a_wrong_account_reads_as_it_is_printed_and_differs_from_the_right_one(kind: str) -> None:
    right = synthetic.account(seed=3, character="school", forms=2)
    wrong = right.with_error(kind, seed=5)
    assert wrong.error is not None
    assert wrong.text() != right.text()
    assert differences(wrong, read_back(wrong, "fuzhou"), "fuzhou") == []


@pytest.mark.parametrize("kind", ["table_figure", "broken_total", "unit_slip"])
def test_an_error_in_a_table_changes_one_figure(kind: str) -> None:
    for seed in range(6):
        right = synthetic.account(seed=seed, character="town", forms=1)
        wrong = right.with_error(kind, seed)
        error = wrong.error
        assert error is not None
        found = synthetic.differences(right.frames(), wrong.frames())
        assert [(one.frame, one.column) for one in found] == [(error.frame, error.column)]
        assert abs(error.printed - error.true) >= 500_000


def test_an_error_that_has_no_place_is_said() -> None:
    with pytest.raises(ParameterError, match="expected an account with forms"):
        synthetic.account(seed=3, forms=0).with_error("weights")
    with pytest.raises(ParameterError, match="expected an error out of table_figure"):
        synthetic.account(seed=3).with_error("typo")
