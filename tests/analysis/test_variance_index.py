"""Lines that start from 100: what their ends are, which is emphasised, and what has no index."""

from __future__ import annotations

import pytest
from made_accounts import held, shipped
from made_fuzhou import fuzhou, told

from fzfin.analysis import variance, variance_index
from fzfin.errors import ParameterError


def ends(lines: object) -> list[tuple[str, float, str]]:
    frame = lines.filter(period="本年").select("label", "index", "emphasis")  # type: ignore[attr-defined]
    return [(label, round(index, 2), emphasis) for label, index, emphasis in frame.iter_rows()]


def test_last_year_is_100_and_this_year_in_proportion() -> None:
    lines = variance_index(variance(shipped()), top=3)
    assert lines.filter(period="上年")["index"].to_list() == [100.0] * 4
    # 2,379.25 of 4,505.39; 1,553.81 of 1,992.97; 46.93 of 1,943.37; 561.57 of 395.81
    assert ends(lines) == [
        ("一般公共预算", 52.81, "focus"),
        ("其他政府办公厅（室）及相关机构事务支出", 77.96, "context"),
        ("科技条件专项", 2.41, "finding"),
        ("事业运行", 141.88, "context"),
    ]


def test_what_began_from_zero_has_no_index() -> None:
    lines = variance_index(variance(shipped()), fund="all")
    assert [label for label, *_ in ends(lines)] == ["本年支出合计", "一般公共预算"]


def test_without_a_comparison_there_are_no_lines() -> None:
    assert variance_index(variance(held("statements"))).is_empty()
    same = fuzhou().having("statements", [told("一般公共预算拨款支出", 2379.25, 0.0, None)])
    assert ends(variance_index(variance(same))) == [("一般公共预算", 100.0, "focus")]


def test_a_fund_or_a_number_that_is_none_is_an_error() -> None:
    v = variance(shipped())
    with pytest.raises(ParameterError, match="expected fund"):
        variance_index(v, fund="none")
    with pytest.raises(ParameterError, match="at least 1"):
        variance_index(v, top=0)
