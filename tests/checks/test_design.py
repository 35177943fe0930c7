"""Questions about the design of indicators: one a kind, with all its instances, and none where all is well."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from made import altered, framed, messages, outcomes, rows, severities, shipped

from fzfin.disclosure import Disclosure

CODES = [f"H{number:02d}" for number in range(1, 11)]


def indicator(name: str, target: str, achieved: str, **values: Any) -> dict[str, Any]:
    """A row of an indicator, its target and result read as a form's are."""
    from fzfin.forms.measures import measure

    sign, wanted, unit = measure(target)
    _, told, told_unit = measure(achieved)
    row = {
        "project_no": 1, "indicator_no": 1, "level_1": "产出指标", "level_2": "数量指标", "level_3": name,
        "target_text": target, "comparator": sign, "target": wanted, "target_unit": unit, "achieved_text": achieved,
        "achieved": told, "achieved_unit": told_unit, "weight": 90.0, "score": 80.0, "locator": "L593",
    }  # fmt: skip
    return row | values


def form(number: int, **values: Any) -> dict[str, Any]:
    row = {"project_no": number, "name": f"项目{number}", "total_score": 90.0, "locator": "L580"}
    return row | values


def funds(number: int, actual: float, budget: float = 100.0) -> dict[str, Any]:
    return {
        "project_no": number, "source": "total", "original_budget": budget, "adjusted_budget": budget,
        "actual": actual, "weight": 10.0, "execution_pct": actual / budget * 100, "score": 10.0, "locator": "L585",
    }  # fmt: skip


def one(name: str, target: str, achieved: str, **values: Any) -> Disclosure:
    """An account with one form of one indicator."""
    d = rows("projects", [form(1)])
    return rows(
        "indicators", [indicator(name, target, achieved, **values)], rows("project_funding", [funds(1, 50.0)], d)
    )


@pytest.mark.parametrize("code", CODES)
def test_design_is_never_more_than_a_question_and_one_a_kind(code: str) -> None:
    assert severities(shipped(), code) == ["question"]


@pytest.mark.parametrize("code", CODES)
def test_a_plain_form_raises_no_question(code: str) -> None:
    assert outcomes(one("道路养护里程", "≥100公里", "110公里"), code) == []


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("工程验收合格率", "≤100%", ["fail"]),
        ("群众满意度", "<95%", ["fail"]),
        ("工程验收合格率", "≥95%", []),
        ("工程不合格率", "≤5%", []),
        ("差错率", "≤1%", []),
        ("投诉率", "≤1%", []),
        ("平台无故障率", "≤99%", ["fail"]),
        ("平台故障率", "≤1%", []),
        ("设备合格数", "≤100台", []),
    ],
)
def test_rates_of_which_more_is_better(name: str, target: str, expected: list[str]) -> None:
    assert outcomes(one(name, target, "1%"), "H01") == expected


@pytest.mark.parametrize(
    ("level", "target", "expected"),
    [
        ("成本指标", "≥20万元", ["fail"]),
        ("成本指标", "≤20万元", []),
        ("经济成本指标", "≥20万元", ["fail"]),
        ("数量指标", "≥2个", []),
    ],
)
def test_costs_at_least(level: str, target: str, expected: list[str]) -> None:
    assert outcomes(one("养护费用", target, "20", level_2=level), "H02") == expected


@pytest.mark.parametrize(
    ("target", "achieved", "expected"),
    [
        ("≥600000人", "600000", ["fail"]),
        ("≥60万人", "600000人", ["fail"]),
        ("≥600000人", "600001", []),
        ("=600000人", "600000", []),
        ("≥5个", "5", []),
        ("≥90%", "90", []),
        ("≥100%", "100", []),
        ("≤100万元", "100", []),
        ("≥365天", "365", []),
        ("≥360天", "360", ["fail"]),
    ],
)
def test_met_to_the_very_unit(target: str, achieved: str, expected: list[str]) -> None:
    assert outcomes(one("服务量", target, achieved), "H03") == expected


@pytest.mark.parametrize(("rates", "expected"), [(2, []), (3, ["fail"])])
def test_one_rate_or_two_may_be_met_exactly(rates: int, expected: list[str]) -> None:
    told = [indicator(f"达标率{number}", "≥90%", "90", indicator_no=number) for number in range(rates)]
    assert outcomes(rows("indicators", told), "H03") == expected


@pytest.mark.parametrize(
    ("target", "achieved", "expected"),
    [
        ("≥80万件次", "127.7", ["fail"]),
        ("≥80万件次", "110", []),
        ("≥80万件次", "1277000件次", ["fail"]),
        ("≥80万件次", "1277000", []),
        ("≥2人", "3", []),
        ("≥2场", "16", ["fail"]),
        ("≤100件", "40", ["fail"]),
        ("≤100件", "90", []),
        ("=100件", "200", []),
        ("≥95%", "1", []),
        ("≥50天", "100次", []),
    ],
)
def test_beaten_by_half(target: str, achieved: str, expected: list[str]) -> None:
    assert outcomes(one("服务量", target, achieved), "H04") == expected


def test_all_delivered_with_nothing_spent() -> None:
    d = one("道路养护里程", "≥100公里", "110公里", score=90.0)
    assert outcomes(d, "H05") == []
    d = rows("project_funding", [funds(1, 0.0)], d)
    assert messages(d, "H05") == ["第1份自评表的全年执行数为 0，而全部指标都完成并得满分。"]
    assert outcomes(altered("indicators", {"project_no": 1}, d, score=80.0), "H05") == []


def several(names: tuple[str, str], second: str) -> Disclosure:
    """Two forms with three indicators each; the second has another result of one."""
    told = [("话务量", "≥80万件", "127.7"), ("接通率", "≥95%", "98.79"), ("办结率", "≥100%", "100")]
    listed = [
        indicator(
            name, target, second if number == 2 and name == "话务量" else achieved, project_no=number, indicator_no=at
        )
        for number in (1, 2)
        for at, (name, target, achieved) in enumerate(told, 1)
    ]
    d = rows("projects", [form(number, name=name) for number, name in enumerate(names, 1)])
    return rows("indicators", listed, rows("project_funding", [funds(1, 50.0), funds(2, 50.0)], d))


def test_same_results_in_several_forms() -> None:
    assert outcomes(several(("甲项目", "乙项目"), "127.7"), "H06") == ["fail"]
    assert outcomes(several(("甲项目", "乙项目"), "99.9"), "H06") == []


def test_forms_of_one_name_are_one_question_and_not_two() -> None:
    d = several(("甲项目", "甲 项目"), "127.7")
    assert (outcomes(d, "H06"), outcomes(d, "H07")) == ([], ["fail"])
    assert outcomes(several(("甲项目", "乙项目"), "127.7"), "H07") == []


def test_shipped_clusters() -> None:
    assert "第3、4、5、6份自评表（" in messages(shipped(), "H06")[0]
    assert "第22、23份自评表（" in messages(shipped(), "H06")[0]
    assert "第12、13份自评表（" in messages(shipped(), "H07")[0]
    assert "第18、19份自评表（" in messages(shipped(), "H07")[0]


def test_every_score_full_until_one_is_not() -> None:
    assert messages(shipped(), "H08") == ["23 份自评表的 176 项得分全部是满分，总分都是 100。"]
    assert outcomes(altered("indicators", {"project_no": 4, "indicator_no": 1}, score=9.0), "H08") == []


def test_deviations_without_a_reason_until_one_has_one() -> None:
    assert "3 项没有达到目标，11 项超出一半以上" in messages(shipped(), "H09")[0]
    d = altered("indicators", {"project_no": 10, "indicator_no": 1}, deviation_reason="终端数量增加一倍")
    assert outcomes(d, "H09") == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"goal": "建成一号公路并通车运行。", "completion": "建成一号公路并通车运行"}, ["fail"]),
        ({"goal": "建成一号公路,并通车运行。", "achievement": "建成一号公路，并通车运行。"}, ["fail"]),
        ({"goal": "建成一号公路并通车运行。", "completion": "一号公路已于六月通车。"}, []),
        ({"goal": "通车。", "completion": "通车。"}, []),
        ({"goal": "建成一号公路并通车运行。"}, []),
    ],
)
def test_result_repeats_the_goal(values: dict[str, str], expected: list[str]) -> None:
    assert outcomes(rows("projects", [form(1, **values)]), "H10") == expected


def test_nothing_is_asked_without_forms() -> None:
    d = framed(shipped(), {"projects": None, "project_funding": None, "indicators": None})
    assert [outcomes(d, code) for code in CODES] == [[]] * 10


def test_indicators_in_words_raise_nothing() -> None:
    table = shipped().frames["indicators"]
    assert table is not None
    blank = {
        name: pl.lit(None, dtype=table.schema[name]) for name in ("comparator", "target", "target_unit", "achieved")
    }
    d = framed(shipped(), {"indicators": table.with_columns(**blank)})
    assert [outcomes(d, code) for code in ("F10", "F11", "H01", "H02", "H03", "H04", "H05", "H09")] == [
        [], ["not_applicable"], [], [], [], [], [], [],
    ]  # fmt: skip
