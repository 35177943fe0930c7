"""Findings counted by check and account: nothing is counted twice, and an account without findings stays."""

from __future__ import annotations

import polars as pl
import pytest

from fzfin.analysis import finding_counts
from fzfin.errors import SchemaError

ACCOUNTS = pl.Enum(["局", "镇", "校"])


def findings() -> pl.DataFrame:
    rows = [
        ("局", 1, "H02", "成本", "note"),
        ("局", 1, "C03", "总额", "error"),
        ("局", 1, "C03", "总额", "note"),
        ("镇", 2, "H02", "成本", "question"),
        ("局", 1, "K01", "名称", "question"),
    ]
    names = ["account", "account_no", "code", "title", "severity"]
    return pl.DataFrame(rows, schema=names, orient="row").with_columns(pl.col("account").cast(ACCOUNTS))


def test_every_account_has_a_cell_for_every_check_the_gravest_first() -> None:
    counted = finding_counts(findings())
    assert counted.select("label", "account", "severity", "findings").rows() == [
        ("C03 总额", "局", "error", 2),
        ("C03 总额", "镇", None, 0),
        ("C03 总额", "校", None, 0),
        ("H02 成本", "局", "note", 1),
        ("H02 成本", "镇", "question", 1),
        ("H02 成本", "校", None, 0),
        ("K01 名称", "局", "question", 1),
        ("K01 名称", "镇", None, 0),
        ("K01 名称", "校", None, 0),
    ]
    assert counted["account_no"].to_list() == [1, 2, 3] * 3


def test_no_findings_give_no_rows_and_other_frames_are_refused() -> None:
    assert finding_counts(findings().clear()).is_empty()
    with pytest.raises(SchemaError, match="account_no, code"):
        finding_counts(pl.DataFrame({"account": ["局"]}))
