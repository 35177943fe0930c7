"""The explanations of a budget against its tables: what is said is found where it differs, and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from made_budgets import TWO_YEARS, read_text

import fzfin as fz

PROSE = (
    TWO_YEARS
    + """
第三部分 预算情况说明
一、关于2024年收支预算情况的总体说明
收入包括一般公共预算拨款收入等。2024年收支总预算870.00万元。
二、关于2024年收入预算情况说明
本部门2024年收入预算870.00万元，其中：上年结转20.00万元，占2.30%；一般公共预算拨款收入800.00万元，占91.95%；政府性基金预算拨款收入50.00万元，占5.75%。
三、关于2024年支出预算情况说明
本部门2024年支出预算870.00万元，其中：基本支出420.00万元，占48.28%；项目支出450.00万元，占51.72%。
四、关于2024年财政拨款收支预算情况的总体说明
2024年财政拨款收支总预算870.00万元。收入包括：一般公共预算拨款收入800.00万元、上年结转20.00万元。
五、关于2024年一般公共预算支出情况说明
本部门2024年一般公共预算当年拨款820.00万元，比2023年执行数增加60.00万元，增长7.89%，主要原因是科技推广任务增加。
六、关于2024年一般公共预算基本支出情况说明
本部门2024年一般公共预算基本支出420.00万元，其中：人员经费380.00万元，主要包括基本工资；公用经费40.00万元，主要包括办公费。
七、关于2024年“三公”经费预算情况说明
2024年“三公”经费预算数为15.00万元，其中：公务用车购置及运行费10.00万元，公务接待费5.00万元。
2023年“三公”经费预算数为18.00万元，其中：公务用车购置及运行费12.00万元，公务接待费6.00万元。
八、关于2024年政府性基金预算支出情况说明
本部门2024年政府性基金预算支出50.00万元，其中：基本支出0万元，项目支出50.00万元。
"""
)


def errors(text: str) -> list[str]:
    found = fz.audit(read_text(text)).findings("en").filter(severity="error")
    return found["code"].unique().sort().to_list()


def test_what_agrees_is_no_finding_nor_what_is_said_of_the_year_before() -> None:
    audit = fz.audit(read_text(PROSE))
    assert errors(PROSE) == []
    assert audit.frame("en").filter(code="C02")["outcome"].to_list() == ["pass"] * 14


@pytest.mark.parametrize(
    ("printed", "other"),
    [
        ("2024年收支总预算870.00", "2024年收支总预算880.00"),
        ("2024年财政拨款收支总预算870.00", "2024年财政拨款收支总预算880.00"),
        ("其中：上年结转20.00", "其中：上年结转21.00"),
        ("一般公共预算拨款收入800.00万元，占", "一般公共预算拨款收入801.00万元，占"),
        ("其中：基本支出420.00", "其中：基本支出421.00"),
        ("当年拨款820.00", "当年拨款821.00"),
        ("基本支出420.00万元，其中：人员", "基本支出421.00万元，其中：人员"),
        ("人员经费380.00", "人员经费381.00"),
        ("公务接待费5.00万元。", "公务接待费5.02万元。"),
        ("预算支出50.00万元，其中", "预算支出51.00万元，其中"),
    ],
)
def test_what_differs_is_found(printed: str, other: str) -> None:
    assert PROSE.count(printed) == 1
    assert "C02" in errors(PROSE.replace(printed, other))
