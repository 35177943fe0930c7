"""Forms against the rest of the account: numbers, sums, balances, operating figures and names."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from made import altered, framed, messages, outcomes, rows, severities, shipped, without

from fzfin.checks.forms_prose import slip
from fzfin.disclosure import Disclosure

SAID = {"kind": "self_evaluation"}


def test_number_of_forms() -> None:
    assert outcomes(shipped(), "K01") == []
    assert messages(altered("evaluation", SAID, projects=25), "K01") == [
        "文字说对 25 个项目自评，公开的自评表只有 23 份。"
    ]
    assert messages(altered("evaluation", SAID, projects=21), "K01") == [
        "文字说对 21 个项目自评，公开的自评表却有 23 份。"
    ]


def test_money_of_the_forms() -> None:
    assert outcomes(shipped(), "K02") == []
    d = altered("evaluation", SAID, amount=4149.63)
    assert severities(d, "K02") == ["question"]
    for amount in ("4,149.63", "4,194.63", "3,214.59", "2,182.80"):
        assert amount in messages(d, "K02")[0]


@pytest.mark.parametrize("amount", [3214.59, 2182.80, 4194.63])
def test_money_of_the_forms_may_be_any_of_their_columns(amount: float) -> None:
    assert outcomes(altered("evaluation", SAID, amount=amount), "K02") == []


def test_money_is_not_compared_where_forms_are_missing() -> None:
    assert outcomes(without("projects", {"project_no": 23}), "K02") == []


def test_actuals_and_project_expenditure() -> None:
    assert severities(shipped(), "K03") == ["question"]
    assert "2,182.80" in messages(shipped(), "K03")[0]
    total = {"level": "total"}
    assert outcomes(altered("expenditure", total, project=2182.80), "K03") == []
    assert outcomes(altered("expenditure", total, project=5000.0), "K03") == []
    beyond = altered("expenditure", total, project=1500.0)
    assert "超过" in messages(beyond, "K03")[0]


def test_other_funds_may_be_spent_outside_the_account() -> None:
    d = altered("project_funding", {"project_no": 4, "source": "other"}, actual=100.0)
    d = altered("project_funding", {"project_no": 4, "source": "total"}, d, actual=512.12)
    assert outcomes(d, "K03") == []
    d = altered("project_funding", {"project_no": 4, "source": "other"}, d, actual=50.0)
    assert outcomes(d, "K03") == ["fail"]


def test_carried_over_in_words_and_in_figures() -> None:
    assert messages(shipped(), "K04") == [
        "第3、7、13、19、21份自评表的项目概况只写“年终结转结余”，而上年结转资金印为 0.00，全部 298.72 万元列为当年资金；"
        "决算的年初结转和结余也只有 31.37 万元。"
    ]
    d = shipped()
    for number in (3, 7, 13, 19, 21):
        d = altered("project_funding", {"project_no": number, "source": "carryover"}, d, adjusted_budget=1.0)
    assert outcomes(d, "K04") == []


@pytest.mark.parametrize(
    ("overview", "expected"),
    [("上年结转资金", ["fail"]), ("结转结余", ["fail"]), ("养护道路，使用上年结转资金。", []), ("养护道路。", [])],
)
def test_only_a_project_described_by_nothing_else_is_asked_about(overview: str, expected: list[str]) -> None:
    assert outcomes(altered("projects", {}, overview=overview), "K04") == expected


def operating(*told: tuple[str, float, str, str | None], locator: str = "L80") -> Disclosure:
    """The shipped account with operating figures of the work summary: metric, value, unit, qualifier."""
    records = [
        {
            "section": "", "topic": "", "metric": metric, "value": value, "unit": unit, "qualifier": qualifier,
            "quote": f"{metric}{value:g}{unit}", "locator": locator,
        }
        for metric, value, unit, qualifier in told
    ]  # fmt: skip
    strings = dict.fromkeys(("section", "topic", "metric", "unit", "qualifier", "quote", "locator"), pl.String)
    return framed(shipped(), {"operations": pl.DataFrame(records, schema_overrides=strings)})


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (("结案率", 99.95, "%", None), ["fail"]),
        (("结案率", 99.99, "%", None), []),
        (("结案率", 99.9, "%", "超"), []),
        (("结案率", 99.95, "件", None), []),
        (("率", 99.95, "%", None), []),
        (("信息采集公司提交信息量", 174.6, "万条", None), []),
        (("信息采集公司提交信息量", 1746340, "条", None), []),
        (("信息采集公司提交信息量", 184.6, "万条", None), ["fail", "fail"]),
    ],
)
def test_operating_figures(told: tuple[str, float, str, str | None], expected: list[str]) -> None:
    assert outcomes(operating(told), "K05") == expected


def test_an_operating_figure_of_another_matter_is_not_compared() -> None:
    assert outcomes(operating(("结案率", 99.95, "%", None), locator="L84"), "K05") == []


def test_name_of_the_department() -> None:
    assert severities(shipped(), "K06") == ["note"]
    assert "第22份自评表写作福州市“智慧福州”管理中心" in messages(shipped(), "K06")[0]
    d = altered("projects", {"project_no": 22}, supervising_department="福州市“智慧福州”管理服务中心")
    assert outcomes(d, "K06") == []


def test_a_unit_of_the_accounts_is_no_slip() -> None:
    unit: dict[str, Any] = {"unit_name": "福州市“智慧福州”管理中心", "locator": "L68"}
    assert outcomes(rows("staff", [unit]), "K06") == []


@pytest.mark.parametrize(
    ("own", "name", "expected"),
    [
        ("市数据管理服务中心", "市数据管理中心", True),
        ("市数据管理中心", "市数据管理服务中心", True),
        ("市智慧城市服务中心", "市智惠城市服务中心", True),
        ("市第一中学校", "市第二中学校", False),
        ("市城东区管理处", "市城西区管理处", False),
        ("市财政局", "市财政局本级", False),
        ("市财政局", "省财政局", False),
        ("市教育局", "市交通局", False),
        ("市教育局", "市教育局", False),
    ],
)
def test_slips_of_names(own: str, name: str, expected: bool) -> None:
    assert slip(own, name) is expected
