"""Rows that a page break cut in two, where the rest of a name is a word that heads columns as well."""

from __future__ import annotations

from fzfin.disclosure import from_document
from fzfin.sources import from_bytes

LINES = """支出决算表

单位：万元

支出功能分类科目编码	科目名称	本年支出合计	基本支出	项目支出
	合计	30.00	10.00	20.00
229	其他	30.00	10.00	20.00

	支出			
22999	其他支出	30.00	10.00	20.00

支出功能分类科目编码	科目名称	本年支出合计	基本支出	项目支出
2299999	其他支出	30.00	10.00	20.00
"""

SIDES = """财政拨款收入支出决算总表

单位：万元

收入		支出	
项目	金额	项目	合计	一般公共预算财政拨款	政府性基金预算财政拨款
一、一般公共预算财政拨款	5.00	一、一般公共服务	5.00	5.00	

		支出			
本年收入合计	5.00	本年支出合计	5.00	5.00	
年初财政拨款结转和结余					
一般公共预算财政拨款					
总计	5.00	总计	5.00	5.00	
"""


def test_the_rest_of_a_name_is_no_header_though_it_heads_columns() -> None:
    frame = from_document(from_bytes(LINES.encode(), "a.txt")).frames["expenditure"]
    assert frame is not None
    assert frame.select("line_code", "line_name", "total").rows() == [
        (None, "合计", 30.0),
        ("229", "其他支出", 30.0),
        ("22999", "其他支出", 30.0),
        ("2299999", "其他支出", 30.0),
    ]


def test_a_fund_without_amounts_is_an_item_and_no_header() -> None:
    frame = from_document(from_bytes(SIDES.encode(), "a.txt")).frames["appropriation"]
    assert frame is not None
    assert frame.select("side", "item", "role", "total").rows() == [
        ("revenue", "一般公共预算财政拨款", "item", 5.0),
        ("revenue", "本年收入合计", "year_total", 5.0),
        ("revenue", "年初财政拨款结转和结余", "carryover", None),
        ("revenue", "一般公共预算财政拨款", "carryover", None),
        ("revenue", "总计", "grand_total", 5.0),
        ("expenditure", "一般公共服务支出", "item", 5.0),
        ("expenditure", "本年支出合计", "year_total", 5.0),
        ("expenditure", "总计", "grand_total", 5.0),
    ]


def test_half_of_a_name_that_reads_like_none_is_kept() -> None:
    text = LINES.replace("22999	其他支出", "22999	无").replace(
        "支出功能分类科目编码	科目名称	本年支出合计	基本支出	项目支出\n2299999",
        "	形资产			\n2299999",
    )
    frame = from_document(from_bytes(text.encode(), "a.txt")).frames["expenditure"]
    assert frame is not None
    assert frame["line_name"].to_list() == ["合计", "其他支出", "无形资产", "其他支出"]


def test_an_item_without_amounts_at_the_top_of_a_page_is_no_rest_of_a_label() -> None:
    text = SIDES.replace(
        "一般公共预算财政拨款					\n总计", "\n一般公共预算财政拨款					\n总计"
    )
    text = text.replace(
        "本年收入合计	5.00",
        "		二、外交支出			\n\n		三、国防支出			\n本年收入合计	5.00",
        1,
    )
    frame = from_document(from_bytes(text.encode(), "a.txt")).frames["appropriation"]
    assert frame is not None
    assert frame["item"].to_list() == [
        "一般公共预算财政拨款",
        "本年收入合计",
        "年初财政拨款结转和结余",
        "一般公共预算财政拨款",
        "总计",
        "一般公共服务支出",
        "外交支出",
        "国防支出",
        "本年支出合计",
        "总计",
    ]


def test_a_header_printed_again_before_any_row_counts_once() -> None:
    header = (
        "项目		年初结转和结余	本年收入	本年支出			年末结转和结余\n"
        "科目编码	科目名称			小计	基本支出	项目支出	\n"
    )
    text = f"政府性基金预算财政拨款收入支出决算表\n单位：万元\n{header}\n{header}	合计	1.00	2.00	3.00	/	3.00	0.00\n"
    text += "229	其他支出	1.00	2.00	3.00	/	3.00	0.00\n"
    frame = from_document(from_bytes(text.encode(), "a.txt")).frames["government_funds"]
    assert frame is not None
    amounts = ("opening", "revenue", "total", "basic", "project", "closing")
    assert frame.select(amounts).rows() == [(1.0, 2.0, 3.0, None, 3.0, 0.0)] * 2


def test_a_word_of_a_rank_may_be_the_rest_of_a_name() -> None:
    text = LINES.replace("229	其他	", "229	科技条件专	").replace(
        "	支出			", "	项			"
    )
    frame = from_document(from_bytes(text.encode(), "a.txt")).frames["expenditure"]
    assert frame is not None
    assert frame["line_name"].to_list() == ["合计", "科技条件专项", "其他支出", "其他支出"]


def test_a_line_with_a_number_of_its_own_is_no_rest_of_a_label() -> None:
    text = "“三公”经费支出决算表\n单位：万元\n项目	行次	决算数\n合计	1	0.89\n公务用车购置及运行维护	2	/\n\n费		\n\n"
    text += "公务用车购置费	3	/\n公务接待费	4	0.89\n"
    frame = from_document(from_bytes(text.encode(), "a.txt")).frames["three_public"]
    assert frame is not None
    assert frame.select("item", "actual").rows() == [
        ("total", 0.89),
        ("vehicle", None),
        ("vehicle_purchase", None),
        ("hospitality", 0.89),
    ]


def test_a_label_cut_behind_its_ordinal_is_one_label() -> None:
    text = "“三公”经费支出决算表\n单位：万元\n项目	行次	决算数\n合计	1	0.89\n其中：	2	0.89\n\n（1）公务用车购置费		\n"
    frame = from_document(from_bytes(text.encode(), "a.txt")).frames["three_public"]
    assert frame is not None
    assert frame.select("item", "actual").rows() == [("total", 0.89), ("vehicle_purchase", 0.89)]


def test_the_rest_of_a_label_may_stand_below_a_header_that_is_printed_again() -> None:
    head = "项目	金额	项目	合计	一般公共预算财政拨款	政府性基金预算财政拨款"
    text = SIDES.replace("\n		支出			\n", f"\n{head}\n		支出			\n")
    frame = from_document(from_bytes(text.encode(), "a.txt")).frames["appropriation"]
    assert frame is not None
    assert "一般公共服务支出" in frame["item"].to_list()
    text = LINES.replace("\n	支出			\n", f"\n{LINES.splitlines()[4]}\n	支出			\n")
    lines = from_document(from_bytes(text.encode(), "a.txt")).frames["expenditure"]
    assert lines is not None
    assert lines["line_name"].to_list() == ["合计", "其他支出", "其他支出", "其他支出"]


def test_half_an_item_below_a_whole_label_is_no_rest_of_it() -> None:
    text = SIDES.replace(
        "一般公共预算财政拨款					\n总计",
        "\n一般公共预					\n\n算财政拨款					\n总计",
    )
    frame = from_document(from_bytes(text.encode(), "a.txt")).frames["appropriation"]
    assert frame is not None
    assert frame.filter(frame["side"] == "revenue")["item"].to_list()[2:4] == [
        "年初财政拨款结转和结余",
        "一般公共预算财政拨款",
    ]


def test_a_header_printed_again_whole_is_none_though_a_page_cut_it_before() -> None:
    head = LINES.splitlines()[4]
    cut = head.replace("支出功能分类科目编码", "支出功能分类") + "\n\n科目编码\t\t\t\t"
    again = "支出功能分类科目编码\t科目名称\t\t\t"
    text = LINES.replace(head, cut, 1).replace(head, again)
    frame = from_document(from_bytes(text.encode(), "a.txt")).frames["expenditure"]
    assert frame is not None
    assert frame["line_name"].to_list() == ["合计", "其他支出", "其他支出", "其他支出"]
