"""One small account for each form in which departments of other places print theirs; what is expected was written by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import fzfin as fz
from fzfin.disclosure import Disclosure, from_document
from fzfin.errors import SourceError
from fzfin.sources import from_bytes

HERE = Path(__file__).parent
ACCOUNTS = sorted(p.name for p in HERE.iterdir() if p.suffix in (".txt", ".html") and not p.name.startswith("budget-"))
FLOWS = ("opening", "revenue", "total", "basic", "project", "closing")
STATED = ("subject", "amount", "compared_with", "change", "change_pct", "direction")


@cache
def account(name: str) -> Disclosure:
    if name.endswith(".html"):
        pytest.importorskip("lxml")
    return fz.read(HERE / name)


def rows(name: str, frame: str, *columns: str) -> list[Any]:
    found = account(name).frames[frame]
    assert found is not None, frame
    return found.select(columns).rows()


def said(name: str) -> list[tuple[str, str]]:
    """What is left over, without cover and captions."""
    return [(text, reason) for _, text, reason in account(name).unparsed.rows() if "text that no" not in reason]


def of_text(text: str) -> Disclosure:
    return from_document(from_bytes(text.replace(" | ", "\t").encode(), "made.txt"))


@pytest.mark.parametrize("path", ACCOUNTS)
def test_no_sound_account_is_accused(path: str) -> None:
    """Every document adds up as printed: only what it does not print may be asked for."""
    found = account(path).audit("en").filter(outcome="fail")
    asked = [code for code in found["code"] if not code.startswith("G")]
    assert asked == []
    assert "G02" not in found["code"].to_list()


@pytest.mark.parametrize(
    ("name", "department", "year"),
    [
        ("before-2016.txt", "某某县样卫局", 2015),
        ("central.html", "国家样木研究局", 2023),
        ("chongqing.txt", "某某区样商委", 2024),
        ("hubei.txt", "某某区样堤处", 2021),
        ("jiangsu.txt", "某某市样档馆", 2020),
        ("several.txt", "某某县样教局", 2021),
        ("yunnan.html", "某某州样农站", 2021),
        ("zhejiang.txt", "某某市样水站", 2022),
    ],
)
def test_whose_account_it_is(name: str, department: str, year: int) -> None:
    meta = account(name).meta
    assert (meta.department, meta.year, meta.unit, meta.kind) == (department, year, "万元", "final_accounts")


def test_what_stands_below_the_total_of_the_year_is_no_item_of_it() -> None:
    found = rows("central.html", "summary", "side", "item", "role", "amount")
    assert [row for row in found if row[2] != "item"] == [
        ("revenue", "本年收入合计", "year_total", 90.5),
        ("revenue", "使用非财政拨款结余（含专用结余）", "other", 1.75),
        ("revenue", "年初结转和结余", "carryover", None),
        ("revenue", "总计", "grand_total", 92.25),
        ("expenditure", "本年支出合计", "year_total", 90.5),
        ("expenditure", "结余分配", "other", None),
        ("expenditure", "年末结转和结余", "carryover", 1.75),
        ("expenditure", "总计", "grand_total", 92.25),
    ]
    unknown = "某局\n收入支出决算总表\n单位：万元\n"
    body = "项目 | 决算数 | 项目 | 决算数\n一、财政拨款收入 | 9.00 | 一、国防支出 | 10.00\n本年收入合计 | 9.00 | 本年支出合计 | 10.00\n"
    d = of_text(unknown + body + "动用某种往年资金 | 1.00 |  | \n总计 | 10.00 | 总计 | 10.00\n")
    assert d.summary is not None
    assert d.summary.filter(item="动用某种往年资金")["role"].to_list() == ["other"]


def test_codes_under_another_word_and_totals_over_merged_cells() -> None:
    assert rows("central.html", "basic_expenditure", "economic_code", "name", "group", "amount") == [
        ("301", "工资福利支出", "personnel", 40.5),
        ("30101", "基本工资", "personnel", 40.5),
        (None, "人员经费合计", "personnel", 40.5),
        ("302", "商品和服务支出", "running", 6.25),
        ("30201", "办公费", "running", 6.25),
        ("310", "资本性支出", "running", 2.0),
        ("31002", "办公设备购置", "running", 2.0),
        (None, "公用经费合计", "running", 8.25),
    ]
    assert rows("central.html", "state_capital", "total") == []


def test_the_three_public_expenses_under_two_measures() -> None:
    assert rows("central.html", "three_public", "item", "budget", "actual") == [
        ("total", 9.0, 5.0),
        ("overseas", None, None),
        ("vehicle", 6.0, 4.0),
        ("vehicle_purchase", None, None),
        ("vehicle_running", 6.0, 4.0),
        ("hospitality", 3.0, 1.0),
    ]


def test_a_part_whose_name_stands_in_the_next_line_is_explained() -> None:
    found = rows("central.html", "statements", *STATED, "budget", "completion_pct")
    assert found[:3] == [
        ("收、支总计", 92.25, "prior_year", 2.25, 2.5, "up", None, None),
        ("“三公”经费财政拨款支出", 5.0, "adjusted_budget", None, None, "below", 9.0, 55.56),
        ("“三公”经费财政拨款支出", 5.0, "prior_year", 1.0, 25.0, "up", None, None),
    ]
    counts = ("item", "actual", "completion_pct", "change", "delegations", "travellers", "vehicles_held")
    assert rows("central.html", "three_public_detail", *counts, "receptions", "guests") == [
        ("total", 5.0, 55.56, 1.0, None, None, None, None, None),
        ("overseas", 0.0, None, None, 0, 0, None, None, None),
        ("vehicle", 4.0, None, None, None, None, None, None, None),
        ("vehicle_running", 4.0, None, None, None, None, 3, None, None),
        ("hospitality", 1.0, 33.33, None, None, None, None, 7, 48),
    ]


def test_every_number_of_the_central_form_has_its_place() -> None:
    lost = account("central.html").ledger("en").filter(pl.col("frame").is_null() & pl.col("reason").is_null())
    assert lost.select("locator", "text").rows() == []
    assert said("central.html") == []


def test_a_title_says_by_what_it_is_classified_and_a_column_has_parts() -> None:
    fields = ("line_code", "total", "fiscal_appropriation", "institution_revenue", "business_revenue", "other_revenue")
    assert rows("zhejiang.txt", "revenue", *fields) == [
        (None, 75.0, 60.0, 15.0, None, None),
        ("201", 75.0, 60.0, 15.0, None, None),
    ]
    part = "a part that is no column of the frame"
    assert said("zhejiang.txt") == [
        ("合计 | 事业收入 其中：教育收费 4.00", part),
        ("201 | 一般公共服务支出 | 事业收入 其中：教育收费 4.00", part),
        ("单位名称 | 本年收入合计 | 财政拨款收入 | 事业收入", "a table that no frame holds yet"),
        ("某某市样水站 | 75.00 | 60.00 | 15.00", "a table that no frame holds yet"),
    ]


def test_lines_without_ordinal_go_on_with_a_part() -> None:
    found = rows("zhejiang.txt", "summary", "seq", "item", "part_of", "amount")
    assert found[:4] == [
        (1, "财政拨款收入", None, 60.0),
        (2, "一般公共预算", 1, 52.0),
        (3, "政府性基金", 1, 8.0),
        (4, "事业收入", None, 15.0),
    ]


def test_headings_explain_where_no_part_is_named_and_a_bracket_ends() -> None:
    assert rows("zhejiang.txt", "statements", "section", "subject", "amount", "change", "share_pct") == [
        ("三/（一）", "收入总计", 75.0, 3.0, None),
        ("三/（一）", "支出总计", 75.0, 3.0, None),
        ("三/（二）", "本年收入合计", 75.0, None, None),
        ("三/（二）", "财政拨款收入", 60.0, None, 80.0),
        ("三/（二）", "一般公共预算", 52.0, None, None),
        ("三/（二）", "政府性基金", 8.0, None, None),
        ("三/（二）", "事业收入", 15.0, None, 20.0),
    ]


def test_economic_items_with_a_column_for_each_kind_of_cost() -> None:
    assert rows("jiangsu.txt", "basic_expenditure", "economic_code", "name", "level", "amount") == [
        (None, "人员经费", "total", 21.0),
        ("301", "工资福利支出", "class", 21.0),
        ("30101", "基本工资", "section", 21.0),
        ("302", "商品和服务支出", "class", 9.0),
        ("30201", "办公费", "section", 9.0),
        (None, "公用经费", "total", 9.0),
    ]


def test_items_side_by_side_without_a_measure_are_what_was_spent() -> None:
    assert rows("jiangsu.txt", "three_public", "item", "budget", "actual") == [
        ("total", None, 6.0),
        ("overseas", None, 0.0),
        ("vehicle", None, 4.0),
        ("vehicle_purchase", None, 0.0),
        ("vehicle_running", None, 4.0),
        ("hospitality", None, 2.0),
    ]
    assert ("6.00 | 0.00 | 4.00 | 0.00 | 4.00 | 2.00 | 1.00 | 3.00", "a column that no vocabulary knows") in said(
        "jiangsu.txt"
    )


def test_receptions_of_guests_from_abroad_are_not_those_of_all() -> None:
    assert rows("jiangsu.txt", "three_public_detail", "item", "vehicles_held", "receptions", "guests") == [
        ("vehicle", None, None, None),
        ("vehicle_running", 2, None, None),
        ("hospitality", None, 5, 31),
    ]
    assert rows("jiangsu.txt", "statements", "subject")[0] == ("一般公共预算财政拨款收入",)


def test_rows_that_begin_with_their_measure() -> None:
    assert rows("shaanxi.txt", "three_public", "item", "budget", "actual") == [
        ("total", 8.0, 6.5),
        ("overseas", 0.0, 0.0),
        ("hospitality", 3.0, 2.0),
        ("vehicle", 5.0, 4.5),
        ("vehicle_purchase", 0.0, 0.0),
        ("vehicle_running", 5.0, 4.5),
    ]


def test_an_amount_that_is_compared_with_is_no_change() -> None:
    assert rows("shaanxi.txt", "statements", *STATED)[:2] == [
        ("收入总计", 136.0, "prior_year", 6.0, 4.62, "up"),
        ("收入合计", 130.0, None, None, None, None),
    ]


def test_a_table_of_flows_is_read_by_its_columns() -> None:
    assert rows("yunnan.html", "government_funds", "line_code", *FLOWS) == [
        (None, 2.0, 7.0, 8.0, 2.5, 5.5, 1.0),
        ("212", 2.0, 7.0, 8.0, 2.5, 5.5, 1.0),
    ]
    assert rows("yunnan.html", "general_expenditure", "line_code", "total", "basic", "project") == [
        (None, 41.0, 31.0, 10.0),
        ("213", 41.0, 31.0, 10.0),
    ]


def test_a_table_of_flows_whose_header_is_narrower_than_its_rows_is_left_over() -> None:
    head = "项目 | 年初结转和结余 | 本年收入 | 本年支出 | 年末结转和结余\n"
    head += "功能分类科目编码 | 科目名称 | 合计 | 基本支出结转 | 合计 | 基本支出 | 合计 | 基本支出 | 合计\n"
    row = "212 | 城乡社区支出 | 2.00 | 0.50 | 7.00 | 3.00 | 8.00 | 2.50 | 1.00\n"
    d = of_text(f"某局\n政府性基金预算财政拨款收入支出决算表\n单位：万元\n{head}{row}")
    assert d.government_funds is None
    assert ["header is not as wide" in reason for reason in d.unparsed["reason"]] == [True, True, True]


def test_counts_below_the_three_public_expenses_are_no_money_of_theirs() -> None:
    assert rows("yunnan.html", "three_public", "item", "budget", "actual") == [
        ("total", 9.0, 7.0),
        ("overseas", 0.0, 0.0),
        ("vehicle", 6.0, 5.0),
        ("vehicle_purchase", 0.0, 0.0),
        ("vehicle_running", 6.0, 5.0),
        ("hospitality", 3.0, 2.0),
    ]
    assert ("二、机关运行经费 | 18.00 万元", "no item of the three public expenses") in said("yunnan.html")


def test_names_of_the_years_before_2016() -> None:
    assert rows("before-2016.txt", "summary", "item", "role", "part_of", "amount")[2:] == [
        ("用事业基金弥补收支差额", "other", None, 1.0),
        ("年初结转和结余", "carryover", None, 9.0),
        ("项目支出结转和结余", "carryover", 4, 6.0),
        ("合计", "grand_total", None, 60.0),
        ("一般公共服务支出", "item", None, 52.0),
        ("本年支出合计", "year_total", None, 52.0),
        ("结余分配", "other", None, 2.0),
        ("提取职工福利基金", "other", 3, 0.5),
        ("转入事业基金", "other", 3, 1.5),
        ("年末结转和结余", "carryover", None, 6.0),
        ("项目支出结转和结余", "carryover", 6, 4.0),
        ("合计", "grand_total", None, 60.0),
    ]
    assert rows("before-2016.txt", "general_expenditure", "total", "basic", "project")[0] == (52.0, 40.0, 12.0)


def test_a_clause_with_a_subject_of_its_own_is_no_change_of_the_one_before() -> None:
    assert rows("hubei.txt", "statements", *STATED) == [
        ("总收入", 36.0, "prior_year", 6.0, 20.0, "up"),
        ("总支出", 30.0, "prior_year", -2.0, -6.25, "down"),
        ("“三公”经费支出", 5.0, "prior_year", None, None, "same"),
        ("因公出国（境）费", 0.0, None, None, None, None),
        ("公务用车购置及运行费", 3.0, "original_budget", -1.0, -25.0, "down"),
        ("公务用车购置及运行费", 3.0, "prior_year", None, None, "same"),
        ("公务接待费", 2.0, "prior_year", 1.0, 100.0, "up"),
        ("收入总计", 36.0, None, None, None, None),
        ("年初结转", 4.0, None, None, None, None),
    ]
    nobodys = "a comparison of which the words do not say to which figure it belongs"
    assert said("hubei.txt") == [("收入总计36.00万元，其中年初结转4.00万元，较上年增加6.00万元。", nobodys)]


def test_vehicles_under_their_short_names() -> None:
    assert rows("hubei.txt", "three_public", "item", "budget", "actual") == [
        ("total", 7.0, 5.0),
        ("overseas", 0.0, 0.0),
        ("hospitality", 3.0, 2.0),
        ("vehicle", 4.0, 3.0),
        ("vehicle_running", 4.0, 3.0),
        ("vehicle_purchase", 0.0, 0.0),
    ]


def test_changes_of_the_three_public_expenses_are_those_from_last_year() -> None:
    assert rows("chongqing.txt", "statements", *STATED) == [
        ("收入总计", 50.0, "prior_year", 2.0, 4.2, "up"),
        ("支出总计", 50.0, "prior_year", 2.0, 4.2, "up"),
        ("“三公”经费支出", 4.0, "original_budget", -2.0, -33.3, "down"),
        ("“三公”经费支出", 4.0, "prior_year", -1.0, -20.0, "down"),
        ("公务接待费", 1.0, None, None, None, None),
    ]
    assert rows("chongqing.txt", "three_public_detail", "item", "actual", "change", "receptions", "guests") == [
        ("total", 4.0, -1.0, None, None),
        ("hospitality", 1.0, None, 12, 96),
    ]


def test_of_several_accounts_in_one_document_the_first_is_read() -> None:
    d = account("several.txt")
    assert rows("several.txt", "expenditure", "line_code", "total") == [(None, 9.0), ("205", 9.0)]
    assert d.revenue is None
    assert {reason for _, reason in said("several.txt")} == {
        "a table of another account in this document (某某县样一中)"
    }


def test_marks_signs_and_characters_that_look_like_others() -> None:
    assert rows("marks.txt", "expenditure", "line_code", "line_name", "total", "basic", "project") == [
        (None, "合计", 17.5, 9.5, 8.0),
        ("201", "一般公共服务支出", 12.5, 11.5, 1.0),
        ("208", "社会保障和就业支出", 7.0, None, 7.0),
        ("229", "其他支出", -2.0, -2.0, None),
    ]
    lost = account("marks.txt").ledger("en").filter(pl.col("frame").is_null() & pl.col("reason").is_null())
    assert lost["text"].to_list() == []


def test_pages_numbers_and_a_title_that_goes_on_cut_no_table() -> None:
    assert rows("pages.txt", "expenditure", "line_code", "total") == [
        (None, 19.0),
        ("201", 12.0),
        ("208", 4.0),
        ("210", 3.0),
    ]


def test_a_title_of_another_table_within_a_grid_ends_the_one_above() -> None:
    assert rows("one-sheet.html", "general_expenditure", "line_code", "total") == [(None, 9.0), ("201", 9.0)]
    assert said("one-sheet.html")[-1] == (
        "2010302 | 某样系统 | 3.00 | 2.00 | 1.00",
        "a table that no frame holds yet",
    )


def test_a_table_whose_header_is_not_known_is_not_said_to_be_empty() -> None:
    assert account("unheaded.txt").basic_expenditure is None
    reason = "the header does not name the columns of basic_expenditure"
    assert [found for _, found in said("unheaded.txt")] == [reason, reason]


def test_a_government_is_no_department() -> None:
    body = "2022年度一般公共预算收入决算表\n单位：万元\n项目 | 决算数\n税收收入 | 101,000\n"
    body += "2022年度一般公共预算支出决算表\n单位：万元\n科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出\n201 | 国防支出 | 9 | 8 | 1\n"
    with pytest.raises(SourceError, match="of a whole government"):
        of_text(f"关于某市2022年决算的报告\n{body}")


def test_titles_without_cells_say_what_to_do() -> None:
    with pytest.raises(SourceError, match=r"3 tables with no cells.*pictures.*fzfin.read"):
        of_text("某局2021年度部门决算\n收入支出决算总表\n收入决算表\n支出决算表\n详见附件。")


def test_a_report_in_a_newspaper_is_refused() -> None:
    with pytest.raises(SourceError, match="no table with a title"):
        of_text("市财政局召开部门决算会议\n本报讯 全市120个部门参加，决算总额35.6亿元，同比增长4.2%。")
