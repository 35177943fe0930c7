"""Frames as the analyses make them, with figures of the shipped disclosure, and the charts drawn from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from fzfin import charts

LONG = "机关事业单位基本养老保险缴费支出以及其他政府办公厅（室）及相关机构事务支出" * 4
HOSTILE = "<script>alert('x')</script>\x00\u202e\n\t'}];datum.label"

CHANGES = [
    ("事业运行", 165.76),
    ("其他政府办公厅（室）及相关机构事务支出", -439.16),
    ("科技条件专项", -1896.44),
    ("机关事业单位基本养老保险缴费支出", 1.83),
    ("职业年金缴费", -1.91),
    ("突发公共卫生事件应急处理", 48.0),
    ("住房公积金", -5.44),
    ("提租补贴", -1.97),
    ("购房补贴", 3.18),
]


def steps(changes: list[tuple[str, float]] | None = None, first: float = 4505.39) -> pl.DataFrame:
    rows, at = [(0, "上年决算数", "total", first, 0.0, first)], first
    for label, amount in CHANGES if changes is None else changes:
        rows.append((len(rows), label, "change", amount, at, at + amount))
        at += amount
    rows.append((len(rows), "四舍五入尾差", "rest", 0.01, at, at + 0.01))
    rows.append((len(rows), "本年决算数", "total", at + 0.01, 0.0, at + 0.01))
    names = ["order", "label", "kind", "amount", "start", "end"]
    frame = pl.DataFrame(rows, schema=names, orient="row")
    return frame.with_columns(reason=pl.lit("人员变动"), locator=pl.lit("L468"))


def pairs() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "label": ["事业运行", "科技条件专项", "文字未提及的项目"],
            "prior": [395.81, 1943.37, None],
            "prior_low": [395.80, 1900.0, None],
            "prior_high": [395.82, 1990.0, None],
            "actual": [561.57, 46.93, 35.6],
            "change": [165.76, -1896.44, None],
            "change_rate": [0.4188, -0.9759, None],
            "locator": ["L468", "L472", "L470"],
        }
    )


def limits() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "label": ["“三公”经费合计", "公务用车运行维护费", "公务接待费"],
            "actual": [2.42, 2.42, 0.0],
            "limit": [None, None, None],
            "limit_low": [14.97, 6.99, None],
            "limit_high": [15.04, 7.01, None],
            "prior": [1.97, 1.97, None],
            "completion_pct": [16.13, 34.57, None],
        },
        schema_overrides={"limit": pl.Float64},
    )


def parts() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "bar": ["按采购品目"] * 3 + ["按供应商"] * 3,
            "part": ["货物", "工程", "服务", "小微企业", "其他中小企业", "其他供应商"],
            "amount": [15.76, 0.0, 4639.52, 114.9, 26.68, 4513.7],
            "share": [0.0034, 0.0, 0.9966, 0.0247, 0.0057, 0.9696],
            "order": [0, 1, 2, 0, 1, 2],
        }
    )


def portions() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "label": ["授予中小企业合同", "政府采购支出总额", "中小企业货物合同"],
            "base": ["政府采购支出总额", "本年支出合计", "货物采购"],
            "share": [0.030413, 1.608431, None],
            "share_low": [0.030411, 1.58, None],
            "share_high": [0.030415, 1.64, None],
            "printed_pct": [3.04, None, 100.0],
            "amount": [141.58, 4655.28, None],
        }
    )


def links() -> pl.DataFrame:
    rows = [
        ("in/1", "account", "一般公共预算", "本年收支总计", 2379.25, "revenue", None),
        ("in/2", "account", "事业收入", "本年收支总计", 487.0, "revenue", None),
        ("account", "project", "本年收支总计", "项目支出", 2300.0, "expenditure", None),
        ("account", "out/1", "本年收支总计", "年末结转", 566.25, "closing", None),
        ("project", "class/201", "项目支出", "一般公共服务", 1800.0, "expenditure", None),
        ("project", "class/206", "项目支出", "科学技术", 499.99, "expenditure", None),
        ("project", "gap", "项目支出", "尾差", 0.01, "difference", "rounding"),
    ]
    names = ["source", "target", "source_label", "target_label", "amount", "kind", "note"]
    return pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None).with_columns(
        share=pl.col("amount") / 2866.25, locator=pl.lit("L107")
    )


def wholes() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "label": ["一般公共服务支出", "城乡社区支出", "科学技术支出", "没有公布的"],
            "amount": [2115.38, 515.05, 4.2, None],
            "share": [0.8029, 0.1955, 0.0016, None],
            "locator": ["L200", "L215", "L204", None],
        }
    )


def tree() -> pl.DataFrame:
    rows = [
        ("201", None, "class", "一般公共服务支出", 2115.38),
        ("20103", "201", "section", "政府办公厅事务", 2115.38),
        ("2010350", "20103", "item", "事业运行", 561.57),
        ("2010399", "20103", "item", "其他事务", 1500.0),
        ("206", None, "class", "科学技术支出", 46.93),
        ("20605", "206", "section", "科技条件", 46.93),
        ("2060503", "20605", "item", "科技条件专项", 46.93),
    ]
    names = ["code", "parent_code", "level", "label", "amount"]
    return pl.DataFrame(rows, schema=names, orient="row").with_columns(share=pl.col("amount") / 2162.31)


def projects() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "label": ["5. 场地改造", "4. 热线座席", "8. 指挥平台", "9. 没有预算"],
            "execution_rate": [0.0, 0.374655, 1.0, None],
            "score_share": [1.0, 1.0, 0.8, None],
            "actual": [0.0, 412.12, 45.94, None],
            "budget": [600.0, 1100.0, 45.94, None],
            "score": [10.0, 10.0, 8.0, None],
            "weight": [10.0, 10.0, 10.0, 10.0],
        }
    )


def signs() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "project_name": ["场地改造"] * 3 + ["耗材采购"] * 2,
            "label": ["话务总量", "办结率", "满意度", "硒鼓采购量", "验收"],
            "verdict": ["met", "met_exactly", "undecided", "missed", "met"],
            "target_text": ["≥80万件次", "≥100%", "良好", "=940个", "≥95%"],
            "achieved_text": ["127.7", "100", "良好", "1880", "100"],
            "score": [10.0] * 5,
        }
    )


def measures() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "label": ["10. 硒鼓采购量", "18. 会议数", "7. 设备套数", "1. 满意"],
            "achieved_rate": [2.0, 8.0, 1.0, None],
            "verdict": ["missed", "met", "met_exactly", "undecided"],
            "target_text": ["=940个", "≥2场", "≥230套", "良好"],
            "achieved_text": ["1880", "16", "230", None],
            "score": [10.0, 10.0, 10.0, None],
            "weight": [10.0, 10.0, 10.0, None],
        }
    )


def years() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "label": ["市教育局"] * 4 + ["智慧福州管理服务中心"] * 4,
            "period": [2019, 2020, 2021, 2022] * 2,
            "amount": [900.0, 950.0, 1010.0, 0.0, 4200.0, None, 4505.53, 2894.3],
            "index": [100.0, 105.5556, 112.2222, 0.0, 100.0, None, 107.2745, 68.9119],
            "emphasis": ["context"] * 3 + ["focus"] + ["finding"] * 4,
            "locator": [None] * 7 + ["L199"],
        }
    )


def found() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "label": ["C03 文字与表一致", "C03 文字与表一致", "H02 成本用了≥", "H02 成本用了≥"],
            "account": ["某某局 2022", "某某镇 2022"] * 2,
            "severity": ["error", None, "question", "note"],
            "findings": [2, 0, 1, 3],
        }
    )


FRAMES: dict[str, Callable[[], pl.DataFrame]] = {
    "waterfall": steps,
    "dumbbell": pairs,
    "bullet": limits,
    "composition": parts,
    "shares": portions,
    "sankey": links,
    "waffle": wholes,
    "icicle": tree,
    "execution": projects,
    "indicator_strip": signs,
    "targets": measures,
    "multiples": years,
    "index_lines": years,
    "finding_matrix": found,
}

TEXT = {"composition": "part", "sankey": "source_label", "indicator_strip": "project_name"}
"""The column of each picture's words, where it is not ``label``."""


def draw(name: str, frame: pl.DataFrame | pl.LazyFrame | None = None, **given: Any) -> Any:
    words = {"title": "标题", "subtitle": "单位：万元"} | given
    return getattr(charts, name)(FRAMES[name]() if frame is None else frame, **words)
