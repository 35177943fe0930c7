"""Names, years, dates, codes and purposes: a slip is found, what is merely different is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from altered_account import audited, found, outcomes

NAME = "江州市园林绿化养护管理中心"


def test_a_slip_in_the_units_name_is_a_note(tmp_path: Path) -> None:
    audit = audited(tmp_path, added="江州市园林绿化养护管理心的说明。")
    assert found(audit, "W06", "severity", "left_quote") == [("note", "江州市园林绿化养护管理心的说明。")]
    swapped = audited(tmp_path, added="江州市园林化绿养护管理中心的说明。")
    assert len(found(swapped, "W06", "code")) == 1


def test_the_name_in_a_caption_is_the_departments(tmp_path: Path) -> None:
    slip = audited(
        tmp_path,
        (
            f"五、一般公共预算财政拨款支出决算表\n部门：{NAME}",
            f"五、一般公共预算财政拨款支出决算表\n部门：{NAME[:4]}木绿化养护管理中心",
        ),
    )
    assert found(slip, "W06", "severity", "left_locator") == [("note", "L26")]
    other = audited(
        tmp_path,
        (
            f"五、一般公共预算财政拨款支出决算表\n部门：{NAME}",
            "五、一般公共预算财政拨款支出决算表\n部门：江州市城市道路照明管理处",
        ),
    )
    ((message, _),) = found(other, "W06", "message", "follows")
    assert "江州市" in str(message)
    assert "只差一点" not in str(message)


@pytest.mark.parametrize(
    "text",
    [
        "江州市园林绿化局、江州市财政局予以支持。",
        "江州市园林“绿化”养护管理中心、江州市园林绿化 养护管理中心。",
        "江州市园林中心的同事。",
        "江州市桥梁隧道养护管理中心。",
    ],
)
def test_other_bodies_and_short_names_are_no_slips(text: str, tmp_path: Path) -> None:
    assert set(outcomes(audited(tmp_path, added=text), "W06")) == {"pass"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("第三部分 2023年度部门决算情况说明", "第三部分 2022年度部门决算情况说明"),
        ("本部门2023年度政府采购支出总额", "本部门2022年度政府采购支出总额"),
        ("2023年一般公共预算拨款支出300万元", "2021年一般公共预算拨款支出300万元"),
    ],
)
def test_another_year_is_a_question(old: str, new: str, tmp_path: Path) -> None:
    rows = found(audited(tmp_path, (old, new)), "W07", "severity", "message")
    assert len(rows) == 1
    assert rows[0][0] == "question"
    assert "2023 年的决算" in str(rows[0][1])


@pytest.mark.parametrize(
    "text",
    [
        "与2022年度相比支出增加20万元。",
        "自2021年起每年安排5万元。",
        "2022年度支出280万元，2023年度支出300万元。",
        "2022年结转资金20万元。",
        "2022年预算安排280万元。",
        "根据2019年文件，补助标准为5万元。",
    ],
)
def test_other_years_that_are_meant_are_fine(text: str, tmp_path: Path) -> None:
    assert found(audited(tmp_path, added=text), "W07", "message") == []


@pytest.mark.parametrize(
    ("day", "wrong"),
    [("2023年12月31日", 0), ("2022年12月31日", 1), ("2024年12月31日", 1), ("2023年11月31日", 1), ("2023年6月30日", 1)],
)
def test_as_of_dates_are_the_years_end(day: str, wrong: int, tmp_path: Path) -> None:
    rows = found(audited(tmp_path, ("截至2023年12月31日，本部门公务", f"截至{day}，本部门公务")), "W08", "message")
    assert len(rows) == wrong
    if day == "2023年11月31日":
        assert "没有 2023-11-31 这一天" in str(rows[0][0])


def test_a_name_of_another_code_is_a_question_and_a_new_name_a_note(tmp_path: Path) -> None:
    other = audited(tmp_path, ("2210201\t住房公积金", "2210201\t购房补贴"))
    assert found(other, "W09", "severity", "left_locator") == [("question", "L36")]
    fresh = audited(tmp_path, ("2210201\t住房公积金", "2210201\t住房公基金"))
    assert found(fresh, "W09", "severity") == [("note",)]


def test_names_in_prose_are_held_against_their_code(tmp_path: Path) -> None:
    audit = audited(tmp_path, ("2210203-购房补贴", "2210203-提租补贴"))
    ((message,),) = found(audit, "W09", "message")
    assert message == "编码 2210203 印的名称是“提租补贴”，分类科目中是“购房补贴”。"


def test_a_cut_name_is_fine_and_an_unknown_code_unknown(tmp_path: Path) -> None:
    audit = audited(
        tmp_path, ("21205\t城乡社区环境卫生", "21205\t城乡社区环"), ("2120501\t城乡社区环境卫生", "2129901\t其他项目")
    )
    assert sorted(set(outcomes(audit, "W09"))) == ["pass", "unknown"]


@pytest.mark.parametrize(
    ("old", "new", "severity"),
    [
        (
            "住房公积金：指单位和职工按规定比例缴存的住房公积金",
            "住房公积金：指单位按规定为职工缴纳的基本医疗保险费",
            "error",
        ),
        ("人员变动及公积金基数调整", "医疗保险缴费基数调整", "question"),
    ],
)
def test_a_housing_fund_is_no_medical_insurance(old: str, new: str, severity: str, tmp_path: Path) -> None:
    assert found(audited(tmp_path, (old, new)), "W10", "severity") == [(severity,)]


def test_what_speaks_of_both_or_of_neither_fits(tmp_path: Path) -> None:
    audit = audited(tmp_path, ("人员变动及公积金基数调整", "公积金与医疗保险基数同时调整"))
    assert found(audit, "W10", "message") == []
    audit = audited(tmp_path, ("人员变动及公积金基数调整", "人员变动"))
    assert found(audit, "W10", "message") == []


@pytest.mark.parametrize(
    ("reason", "wrong"),
    [
        ("项目支出减少", 1),
        ("公用经费有所下降", 1),
        ("项目支出增加", 0),
        ("上年项目支出减少", 0),
        ("项目支出减少，人员支出增加", 0),
        ("人员减少", 0),
        ("没有安排项目支出，相关经费未减少", 0),
    ],
)
def test_a_reason_that_points_the_other_way(reason: str, wrong: int, tmp_path: Path) -> None:
    audit = audited(tmp_path, ("增长17.65%。主要原因是项目支出增加", f"增长17.65%。主要原因是{reason}"))
    assert [row[0] for row in found(audit, "W11", "severity")] == ["question"] * wrong
