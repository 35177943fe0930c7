"""Completeness: what is there is present, what is left out absent, what was not read is neither."""

from __future__ import annotations

from pathlib import Path

import pytest
from altered_account import ACCOUNT, audited

import fzfin as fz

SHIPPED = fz.read()


def listed(audit: fz.checks.Audit, code: str) -> dict[str, str]:
    rows = audit.checklist("en").filter(code=code)
    return dict(rows.select("item", "outcome").rows())


def test_the_shipped_account_holds_all_that_it_must() -> None:
    checklist = fz.audit(SHIPPED).checklist()
    assert checklist.filter(checklist["outcome"] != "present").rows() == []
    assert checklist["code"].unique(maintain_order=True).to_list() == [f"G{n:02d}" for n in range(1, 17)]
    assert checklist["anchor"].null_count() == 0
    empty = checklist.filter(code="G02").select("item", "locator", "quote").rows()
    note = "注：本部门 2022 年度没有使用国有资本经营预算财政拨款安排的支出。"
    assert empty == [("国有资本经营支出决算表", "L424", note)]
    none = checklist.filter(code="G08").select("locator", "quote").rows()
    assert none == [("L530", "本部门为事业单位没有机关运行经费")]


def test_tables_that_are_not_printed_are_absent(tmp_path: Path) -> None:
    tables = listed(audited(tmp_path), "G01")
    assert {item for item, outcome in tables.items() if outcome == "present"} == {
        "Summary of revenue and expenditure",
        "General public budget expenditure",
    }
    assert set(tables.values()) == {"present", "absent"}


def test_a_table_of_a_later_year_is_not_asked_for(tmp_path: Path) -> None:
    tables = listed(audited(tmp_path, ("2023年度\n", "2019年度\n")), "G01")
    assert tables["State capital operations"] == "not applicable"


def test_a_title_without_its_table_cannot_be_told(tmp_path: Path) -> None:
    audit = audited(tmp_path, ("\n第三部分", "\n三、支出决算表\n（见附件）\n\n第三部分"))
    assert listed(audit, "G01")["Expenditure"] == "cannot tell"


FUNDS = """
八、政府性基金预算财政拨款收入支出决算表
单位：万元
科目编码	科目名称	年初结转和结余	本年收入	小计	基本支出	项目支出	年末结转和结余
合计		{zero}	{zero}	{zero}	{zero}	{zero}	{zero}
{note}

第三部分"""


@pytest.mark.parametrize(
    ("note", "outcome"),
    [
        ("注：本部门没有政府性基金收支，故本表无数据。", "present"),
        ("注：本表反映部门本年度政府性基金收支情况。", "absent"),
    ],
)
def test_an_empty_table_wants_a_note(note: str, outcome: str, tmp_path: Path) -> None:
    audit = audited(tmp_path, ("\n第三部分", FUNDS.format(note=note, zero="/")))
    assert listed(audit, "G02") == {"Government-managed funds": outcome}


def test_a_table_of_printed_zeros_is_not_empty(tmp_path: Path) -> None:
    audit = audited(tmp_path, ("\n第三部分", FUNDS.format(note="注：本表反映收支情况。", zero="0.00")))
    assert listed(audit, "G02") == {}


def test_lines_go_down_to_items(tmp_path: Path) -> None:
    lines = "22102\t住房改革支出\t100.00\t100.00\t0.00\n2210201\t住房公积金\t60.00\t60.00\t0.00\n2210203\t购房补贴\t40.00\t40.00\t0.00\n"
    audit = audited(tmp_path, (lines, ""))
    assert listed(audit, "G03") == {"General public budget expenditure": "absent"}
    frame = audit.frame("en").filter(code="G03")
    assert frame["message"].to_list() == ["General public budget expenditure: 221 is not broken down to items."]
    assert listed(audited(tmp_path), "G03") == {"General public budget expenditure": "present"}


BASIC = """
六、一般公共预算财政拨款基本支出决算表
单位：万元
经济分类科目编码	科目名称	金额
301	工资福利支出	150.00
{sections}302	商品和服务支出	30.00
30201	办公费	30.00

第三部分"""


@pytest.mark.parametrize(("sections", "outcome"), [("30101\t基本工资\t150.00\n", "present"), ("", "absent")])
def test_basic_expenditure_goes_down_to_sections(sections: str, outcome: str, tmp_path: Path) -> None:
    audit = audited(tmp_path, ("\n第三部分", BASIC.format(sections=sections)))
    assert listed(audit, "G04") == {"Basic expenditure": outcome}


@pytest.mark.parametrize(
    ("code", "old", "new", "item", "outcome"),
    [
        ("G05", "（三）公务接待费支出0万元。累计接待0批次、0人次。\n", "", "Official hospitality", "absent"),
        ("G06", "全年安排本部门组织的出国团组0个；", "", "Delegations abroad", "absent"),
        ("G06", "组织的出国团组0个；", "组织的出国团组若干；", "Delegations abroad", "cannot tell"),
        ("G06", "累计接待0批次、0人次", "本年度没有发生公务接待", "Receptions", "present"),
        ("G07", "。主要原因是公务用车支出增加", "", "Reasons for changes of the three public expenses", "absent"),
        ("G08", "（一）机关运行经费\n本部门为事业单位，没有机关运行经费。\n", "", "Operating expenses, or the statement that there are none", "absent"),
        ("G09", "、政府采购工程支出0万元", "", "Procurement of works", "absent"),
        ("G10", "授予中小企业合同金额25万元，占政府采购支出总额的50%，其中：授予小微企业合同金额5万元，占授予中小企业合同金额的20%。", "", "Contracts awarded to SMEs", "absent"),
        ("G10", "，占政府采购支出总额的50%", "", "Share of contracts awarded to SMEs", "absent"),
        ("G11", "；单位价值100万元以上设备（不含车辆）0台（套）", "", "Equipment worth one million yuan and more", "absent"),
        ("G14", "一、部门主要职责\n", "", "Duties", "absent"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_absent(code: str, old: str, new: str, item: str, outcome: str, tmp_path: Path) -> None:
    assert listed(audited(tmp_path), code)[item] == "present"
    audit = audited(tmp_path, (old, new))
    assert listed(audit, code)[item] == outcome
    row = audit.frame("en").filter(code=code, outcome={"absent": "fail", "present": "pass"}.get(outcome, "unknown"))
    assert item in " ".join(row["message"])


def test_where_nothing_was_spent_there_is_nothing_to_explain(tmp_path: Path) -> None:
    start, end = "2023年度一般公共预算拨款“三公”经费支出2万元", "八、预算绩效情况说明"
    text = ACCOUNT[ACCOUNT.index(start) : ACCOUNT.index(end)]
    none = audited(tmp_path, (text, "本部门2023年度无“三公”经费财政拨款支出。\n"))
    assert listed(none, "G07") == {"Reasons for changes of the three public expenses": "not applicable"}
    assert set(listed(none, "G05").values()) == set(listed(none, "G06").values()) == {"present"}
    silent = audited(tmp_path, (text, "\n"), ("七、一般公共预算拨款“三公”经费支出决算情况说明\n", ""))
    assert set(listed(silent, "G05").values()) == set(listed(silent, "G07").values()) == {"absent"}


def test_a_whole_part_left_out(tmp_path: Path) -> None:
    text = audited(tmp_path).book.disclosure
    assert text.glossary is not None
    start = "第四部分 名词解释\n一、住房公积金：指单位和职工按规定比例缴存的住房公积金。\n二、机关运行经费：指为保障行政单位运行用于购买货物和服务的各项资金。\n"
    assert listed(audited(tmp_path, (start, "")), "G13") == {"Glossary": "absent"}
    performance = "八、预算绩效情况说明\n根据预算绩效管理要求，本部门组织对2023年度3个项目实施单位自评，涉及财政拨款资金共计120万元。\n"
    assert listed(audited(tmp_path, (performance, "")), "G12") == {"Budget performance": "absent"}


def test_a_section_whose_changes_have_no_reason(tmp_path: Path) -> None:
    assert set(listed(audited(tmp_path), "G15").values()) == {"present"}
    audit = audited(tmp_path, ("，主要是：人员增加", ""))
    absent = [item for item, outcome in listed(audit, "G15").items() if outcome == "absent"]
    assert absent == ["一、收入支出决算总体情况说明"]


def test_basic_and_project_apart() -> None:
    assert listed(fz.audit(SHIPPED), "G16") == {"Columns of basic and project expenditure": "present"}
