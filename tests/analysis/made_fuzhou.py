"""The Fuzhou account of 2022 typed by hand from the source, as far as the analyses read it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import polars as pl

from fzfin.frames import CELLS, PROSE, REPAIRS, TABLES, UNPARSED, frame_of, make


@dataclass(frozen=True)
class Made:
    """A disclosure, as far as analyses need one."""

    frames: dict[str, pl.DataFrame | None]
    cells: pl.DataFrame
    meta: Any
    repairs: pl.DataFrame = field(default_factory=lambda: frame_of(REPAIRS, [], "repairs"))
    units: dict[str, str] = field(default_factory=dict)
    passages: tuple[Any, ...] = ()
    unparsed: pl.DataFrame = field(default_factory=lambda: frame_of(UNPARSED, [], "unparsed"))
    document: Any = field(default_factory=lambda: SimpleNamespace(blocks=()))

    def without(self, *names: str) -> Made:
        return replace(self, frames=self.frames | dict.fromkeys(names))

    def having(self, name: str, records: list[tuple[Any, ...]]) -> Made:
        return replace(self, frames=self.frames | {name: make(name, records)})


def lines(table: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows (code, name, amounts…, locator) with level, parent and the mark of repair."""
    level = {0: "total", 3: "class", 5: "section", 7: "item"}
    return [
        (
            code,
            name,
            level[len(code or "")],
            (code or "")[:-2] or None if len(code or "") > 3 else None,
            *rest[:-1],
            False,
            rest[-1],
        )
        for code, name, *rest in table
    ]


GENERAL = [
    (None, "合计", 2379.25, 710.5, 1668.75, "L288"),
    ("201", "一般公共服务支出", 2115.38, 561.57, 1553.81, "L289"),
    ("20103", "政府办公厅（室）及相关机构事务", 2115.38, 561.57, 1553.81, "L290"),
    ("2010350", "事业运行", 561.57, 561.57, 0.0, "L291"),
    ("2010399", "其他政府办公厅（室）及相关机构事务支出", 1553.81, 0.0, 1553.81, "L292"),
    ("206", "科学技术支出", 46.93, 0.0, 46.93, "L293"),
    ("20605", "科技条件与服务", 46.93, 0.0, 46.93, "L294"),
    ("2060503", "科技条件专项", 46.93, 0.0, 46.93, "L295"),
    ("208", "社会保障和就业支出", 56.38, 56.38, 0.0, "L296"),
    ("20805", "行政事业单位养老支出", 56.38, 56.38, 0.0, "L297"),
    ("2080505", "机关事业单位基本养老保险缴费支出", 39.55, 39.55, 0.0, "L298"),
    ("2080506", "机关事业单位职业年金缴费支出", 16.83, 16.83, 0.0, "L299"),
    ("210", "卫生健康支出", 68.0, 0.0, 68.0, "L300"),
    ("21004", "公共卫生", 68.0, 0.0, 68.0, "L301"),
    ("2100410", "突发公共卫生事件应急处理", 68.0, 0.0, 68.0, "L302"),
    ("221", "住房保障支出", 92.56, 92.56, 0.0, "L304"),
    ("22102", "住房改革支出", 92.56, 92.56, 0.0, "L305"),
    ("2210201", "住房公积金", 39.91, 39.91, 0.0, "L306"),
    ("2210202", "提租补贴", 9.74, 9.74, 0.0, "L307"),
    ("2210203", "购房补贴", 42.91, 42.91, 0.0, "L308"),
]
FUNDS = [
    (None, "合计", 0.0, 515.05, 515.05, 0.0, 515.05, 0.0, "L399"),
    ("212", "城乡社区支出", 0.0, 515.05, 515.05, 0.0, 515.05, 0.0, "L400"),
    ("21208", "国有土地使用权出让收入安排的支出", 0.0, 515.05, 515.05, 0.0, 515.05, 0.0, "L401"),
    ("2120899", "其他国有土地使用权出让收入安排的支出", 0.0, 515.05, 515.05, 0.0, 515.05, 0.0, "L402"),
]
REVENUE = [
    ("一般公共预算财政拨款收入", 2379.25),
    ("政府性基金预算财政拨款收入", 515.05),
    ("国有资本经营预算财政拨款收入", 0.0),
    ("上级补助收入", 0.0),
    ("事业收入", 487.0),
    ("经营收入", 0.0),
    ("附属单位上缴收入", 0.0),
    ("其他收入", 0.0),
]


def told(
    subject: str,
    amount: float | None,
    change: float | None,
    pct: float | None,
    *,
    code: str | None = None,
    reason: str | None = None,
    locator: str = "L1",
    section: str = "三",
    direction: str | None = None,
) -> tuple[Any, ...]:
    """A statement that compares with the prior year."""
    way = direction or ("up" if (change or 0) >= 0 else "down")
    return (
        section, subject, code, amount, "prior_year", change, pct, None, None, None, None, None, way, None, reason,
        None, locator,
    )  # fmt: skip


STATEMENTS = [
    told("财政拨款收入总计", 3381.3, -744.11, -18.04, reason="项目支出减少", locator="L432", section="一/（一）"),
    told("支出总计", 2894.3, -1611.23, -35.76, reason="项目支出减少", locator="L432", section="一/（一）"),
    told("收入", 3381.3, -744.11, -18.04, locator="L436", section="一/（二）"),
    told("支出", 2894.3, -1611.23, -35.76, locator="L450", section="一/（三）"),
    told("一般公共预算拨款支出", 2379.25, -2126.14, -47.19, locator="L464"),
    told("事业运行", 561.57, 165.76, 41.88, code="2010350", reason="人员支出增加", locator="L468"),
    told("其他", 1553.81, -439.16, -22.04, code="2010399", reason="项目支出减少", locator="L470"),
    told("科技条件专项", 46.93, -1896.44, -97.59, code="2060503", reason="项目支出减少", locator="L472"),
    told("养老", 39.55, 1.83, 4.85, code="2080505", reason="人员变动及基数调整", locator="L474"),
    told("年金", 16.83, -1.91, -10.19, code="2080506", reason="人员变动及基数调整", locator="L476"),
    told("应急", 68.0, 48.0, 240.0, code="2100410", reason="项目支出增加", locator="L478"),
    told("住房公积金", 39.91, -5.44, -12.0, code="2210201", reason="人员变动及基数调整", locator="L480"),
    told("提租补贴", 9.74, -1.97, -16.82, code="2210202", reason="人员变动", locator="L482"),
    told("购房补贴", 42.91, 3.18, 8.0, code="2210203", reason="人员变动及基数调整", locator="L484"),
    told("政府性基金支出", 515.05, 515.05, 100.0, locator="L488", section="四"),
    told("土地", 515.05, 515.05, 100.0, code="2120899", reason="部分城市信息化项目", locator="L490", section="四"),
]


def fuzhou() -> Made:
    summary = [
        ("revenue", i, name, None, "item", None, amount, f"L{106 + i}") for i, (name, amount) in enumerate(REVENUE, 1)
    ]
    summary.append(("revenue", 9, "本年收入合计", None, "year_total", None, 3381.3, "L134"))
    summary.append(("revenue", 10, "总计", None, "grand_total", None, 3412.67, "L137"))
    summary.append(("expenditure", 1, "一般公共服务支出", "201", "item", None, 2115.38, "L107"))
    summary.append(("expenditure", 2, "本年支出合计", None, "year_total", None, 2894.3, "L134"))
    appropriation = [
        ("expenditure", 1, "本年支出合计", None, "year_total", None, 2894.3, 2379.25, 515.05, 0.0, "L265"),
        ("expenditure", 2, "总计", None, "grand_total", None, 2925.67, 2410.62, 515.05, 0.0, "L270"),
    ]
    public = [
        ("total", "合计", None, 2.42, "L373"),
        ("overseas", "因公出国（境）费", None, 0.0, "L374"),
        ("vehicle", "公务用车购置及运行维护费", None, 2.42, "L375"),
        ("vehicle_purchase", "公务用车购置费", None, 0.0, "L376"),
        ("vehicle_running", "公务用车运行维护费", None, 2.42, "L377"),
        ("hospitality", "公务接待费", None, 0.0, "L379"),
    ]
    n = None
    detail = [
        ("total", 2.42, 16.13, 0.45, 22.84, n, n, n, n, n, n, n, "公务用车支出增加", "L508"),
        ("overseas", 0.0, 0.0, 0.0, 0.0, 0, 0, 0, n, n, n, n, "本年度无因公出国（境）支出", "L510"),
        ("vehicle", 2.42, 34.57, 0.45, 22.84, n, n, n, n, n, n, n, n, "L512"),
        ("vehicle_purchase", 0.0, 0.0, 0.0, 0.0, n, n, n, 0, n, n, n, "当年未有该项预算安排及支出", "L514"),
        ("vehicle_running", 2.42, 34.57, 0.45, 22.84, n, n, n, n, 2, n, n, "公务用车支出增加", "L516"),
        ("hospitality", 0.0, 0.0, 0.0, 0.0, n, n, n, n, n, 0, 0, "本年度无公务接待费支出", "L518"),
    ]
    bought = [
        ("total", 4655.28, None, None, "L534"),
        ("goods", 15.76, None, None, "L534"),
        ("works", 0.0, None, None, "L534"),
        ("services", 4639.52, None, None, "L534"),
        ("sme", 141.58, 3.04, "total", "L534"),
        ("micro", 114.9, 81.16, "sme", "L534"),
        ("sme_goods", None, 100.0, "goods", "L534"),
        ("sme_works", None, 0.0, "works", "L534"),
        ("sme_services", None, 2.71, "services", "L534"),
    ]
    frames: dict[str, pl.DataFrame | None] = {name: make(name, []) for name in (*TABLES, *PROSE)}
    frames |= {
        "summary": make("summary", summary),
        "appropriation": make("appropriation", appropriation),
        "expenditure": make("expenditure", lines([(None, "合计", 2894.3, 710.5, 2183.8, 0.0, 0.0, 0.0, "L199")])),
        "general_expenditure": make("general_expenditure", lines(GENERAL)),
        "government_funds": make("government_funds", lines(FUNDS)),
        "three_public": make("three_public", public),
        "three_public_detail": make("three_public_detail", detail),
        "statements": make("statements", STATEMENTS),
        "procurement": make("procurement", bought),
    }
    meta = SimpleNamespace(
        id="x", department="智慧福州", year=2022, unit="万元", region=None, source_name="f.txt", sha256="0" * 64
    )
    return Made(frames, frame_of(CELLS, [], "cells"), meta)
