"""Wording: what a template left behind is found, and what only looks like it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from altered_account import audited, found, outcomes

import fzfin as fz
from fzfin.checks.wording import words


@pytest.mark.parametrize(
    "text",
    [
        "另有其他收入XX万元。",
        "与20XX年度相比有所增加。",
        "其他经费 ××× 万元，未列入。",
        "XX部门没有其他说明。",
        "主要原因：XXXXXXXX。",
        "共有____个内设机构。",
        "公务接待**批次。",
        "另有ＸＸＸ万元结转。",
    ],
)
def test_what_was_left_open_is_found_with_its_line(text: str, tmp_path: Path) -> None:
    audit = audited(tmp_path, added=text)
    (row,) = found(audit, "W01", "severity", "left_locator", "left_quote")
    assert row[0] == "error"
    line = int(str(row[1]).removeprefix("L"))
    assert (tmp_path / "made.txt").read_text(encoding="utf-8").splitlines()[line - 1] == text
    assert str(row[2]) in "".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "工程位于XX路与XX街交叉口。",
        "投诉人张XX、李××已答复。",
        "电话138XXXX1234、车牌闽A·XXXXX号。",
        "身份证350102********1234已核。",
        "提供7×24小时服务，绿地长×宽为30×40米。",
        "二〇〇九年建成，二〇一〇年启用。",
        "*人员经费按规定执行。",
        "使用X光机检查。",
        "A×B项协同推进。",
    ],
)
def test_masks_measures_and_marks_are_no_placeholders(text: str, tmp_path: Path) -> None:
    assert outcomes(audited(tmp_path, added=text), "W01") == ["pass"]


def test_a_placeholder_in_a_table_is_found(tmp_path: Path) -> None:
    audit = audited(tmp_path, ("\t财政全额拨款\t12名", "\t财政全额拨款\tXX人"))
    assert found(audit, "W01", "left_locator", "left_quote") == [("L10", "绿化养护管理中心|财政全额拨款|XX人")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("比上年决算数增加（减少）20万元，增长（下降）7.14%。", 2),
        ("决算数大于（小于）预算数。", 1),
        ("支出（增加/减少）20万元。", 1),
        ("支出增加/减少20万元。", 1),
        ("与上年相比增加20万元，减少率为零。", 0),
        ("按增减（变动）情况分析。", 0),
        ("减少（见附表）三项。", 0),
        ("增加（财政拨款）收入来源。", 0),
    ],
)
def test_both_words_of_a_pair(text: str, number: int, tmp_path: Path) -> None:
    assert len(found(audited(tmp_path, added=text), "W02", "code")) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("主要原因是项目增加（请说明具体原因）。", 1),
        ("本节请各单位按实际情况填写。", 1),
        ("其他支出0万元（不涉及的不列）。", 1),
        ("（此处填写部门全称）", 1),
        ("（样表）", 1),
        ("本中心根据实际情况调整养护计划。", 0),
        ("（请参阅附件一）市民可自行查询。", 0),
        ("由主管部门负责填报工作的培训。", 0),
    ],
)
def test_what_is_told_to_the_author(text: str, number: int, tmp_path: Path) -> None:
    rows = found(audited(tmp_path, added=text), "W03", "severity")
    assert rows == [("note",)] * number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("支出增加。。", 1),
        ("支出增加，，主要是人员。", 1),
        ("支出增加，。", 1),
        ("差旅费（）没有支出。", 1),
        ("差旅费、、会议费。", 1),
        ("主要有绿化、环卫……等。", 0),
        ("分为“一期”、“二期”，均已完成。", 0),
        ("目录.....5", 0),
    ],
)
def test_doubled_punctuation(text: str, number: int, tmp_path: Path) -> None:
    assert len(found(audited(tmp_path, added=text), "W04", "code")) == number


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("其他支出300万元，比上年增加20.5，增长7.14%。", ["20.5"]),
        ("其他支出300万元，比上年增加20万元，增长7.14。", ["7.14"]),
        ("其他支出300.25，比上年增加20万元。", ["300.25"]),
        ("三项分别为12.3、45.6万元，共计57.9万元。", []),
        ("各减少744.11万元、1611.23万元。", []),
        ("其他支出1,234.56万元。", []),
        ("列入支出2120501，金额为20万元。", []),
        ("其他支出0，比上年增加0万元。", []),
        ("新增绿地面积增加3。", []),
    ],
)
def test_a_figure_without_its_unit(text: str, figures: list[str], tmp_path: Path) -> None:
    audit = audited(tmp_path, added=text)
    messages = [str(message) for (message,) in found(audit, "W05", "message")]
    assert [message.rpartition("：")[2].split()[0] for message in messages] == figures


def test_the_made_and_the_shipped_account_are_clean(tmp_path: Path) -> None:
    for audit in (audited(tmp_path), fz.audit(fz.read())):
        assert [outcomes(audit, code) for code in ("W01", "W02", "W03", "W04", "W05")] == [["pass"]] * 5


def test_every_kind_of_words_has_patterns_that_match_no_empty_text() -> None:
    for kind in ("mark", "placeholder", "alternative", "instruction", "doubled", "bare", "unit", "cutoff", "stated"):
        assert not words(kind).fullmatch("")
