"""The ledger: every printed number counted again, and what it does when a figure is lost, moved or made up."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fzfin as fz
from fzfin import synthetic
from fzfin.disclosure import from_document
from fzfin.errors import ParameterError
from fzfin.frames import LEDGER, REPAIRS, SCHEMAS, frame_of, make
from fzfin.ledger import ledger
from fzfin.ledger.claims import _NOT_PRINTED
from fzfin.ledger.printed import lines, numbers
from fzfin.ledger.summary import summary
from fzfin.sources import Document, load
from fzfin.sources.text import blocks
from fzfin.vocab import rows

SOURCE = Path(__file__).parents[2] / "data/disclosures/fuzhou-smart-city-2022.txt"
NO_REPAIRS = frame_of(REPAIRS, [], "repairs")


@cache
def account() -> fz.Disclosure:
    return fz.read()


@cache
def whole(lang: str = "zh") -> pl.DataFrame:
    return account().ledger(lang)


def without(name: str, frame: pl.DataFrame) -> list[tuple[str, int, str]]:
    """The holes of the shipped account with another frame in the place of one of its own."""
    frames = dict(account().frames) | {name: frame}
    return holes(ledger(load(SOURCE), frames, account().repairs))


def holes(found: pl.DataFrame) -> list[tuple[str, int, str]]:
    lost = found.filter(pl.col("frame").is_null() & pl.col("reason").is_null())
    return lost.select("locator", "position", "text").rows()


def of(text: str, **frames: list[tuple[Any, ...]]) -> pl.DataFrame:
    document = Document("made.txt", "0" * 64, "text", blocks(text))
    return ledger(document, {name: make(name, records) for name, records in frames.items()}, NO_REPAIRS, "en")


def places(found: pl.DataFrame) -> list[tuple[str, str | None, str | None]]:
    return found.select("text", "column", "reason").rows()


def statement(
    subject: str, amount: float | None, change: float | None = None, pct: float | None = None
) -> tuple[Any, ...]:
    n = None
    return ("三", subject, n, amount, "prior_year", change, pct, n, n, n, n, n, "down", n, n, "quote", "L1")


def test_no_number_of_the_shipped_account_is_lost() -> None:
    found = whole()
    assert dict(found.schema) == LEDGER
    assert holes(found) == []
    assert found.filter(pl.col("frame").is_not_null() & pl.col("reason").is_not_null()).is_empty()


def test_each_number_of_the_file_stands_in_it_once() -> None:
    """Counted from the raw file, with no parser at all."""
    raw = SOURCE.read_text(encoding="utf-8").split("\n")
    expected = [
        (f"L{number}", text) for number, line in enumerate(raw, 1) for text in re.findall(r"\d+(?:[.,]\d+)*", line)
    ]
    assert whole().select("locator", "text").rows() == expected


def test_each_place_holds_the_number_that_is_printed() -> None:
    """Values are compared with the print as text, apart from the ledger's own comparison."""
    frames = account().frames
    found = whole()
    wrong = []
    for locator, text, name, row, column in (
        found.drop_nulls("frame").select("locator", "text", "frame", "row", "column").rows()
    ):
        value = frames[name][column][row]
        words, plain = isinstance(value, str), text.replace(",", "")
        held = text in re.sub(r"\s", "", value) if words else abs(value) == float(plain)
        if not held:
            wrong.append((locator, text, name, row, column))
    assert wrong == []
    assert found.drop_nulls("frame").select("frame", "row", "column", "locator", "position").is_unique().all()
    values = found.drop_nulls("frame").filter(
        pl.struct("frame", "column").map_elements(
            lambda at: not isinstance(SCHEMAS[at["frame"]][at["column"]], pl.String), return_dtype=pl.Boolean
        )
    )
    assert values.select("frame", "row", "column").is_unique().all()


def test_every_value_of_the_frames_is_printed_or_repaired() -> None:
    """The other way round: no frame holds a figure of its own making, but those that `repairs` names."""
    frames, repairs = account().frames, account().repairs
    placed = set(whole().drop_nulls("frame").select("frame", "row", "column").rows())
    told_twice = {"three_public_detail": {"actual", "completion_pct", "change", "change_pct"}}
    rebuilt = set(repairs.filter(repairs["printed"].is_null()).select("table_id", "locator", "field").rows())
    loose = []
    for name, frame in frames.items():
        assert frame is not None
        for column, dtype in frame.schema.items():
            if not (dtype.is_numeric() or column.endswith("_code")) or column in _NOT_PRINTED:
                continue
            if column in told_twice.get(name, ()):
                continue
            for row, (value, locator) in enumerate(frame.select(column, "locator").rows()):
                if value is not None and (name, row, column) not in placed and (name, locator, column) not in rebuilt:
                    loose.append((name, row, column, value))
    assert loose == []


def test_a_repaired_value_is_where_the_repair_says_that_it_is_printed() -> None:
    found = whole("en")
    of_line = {row[0]: row[1:] for row in found.filter(locator="L199").select("text", "frame", "row", "column").rows()}
    assert of_line["201"] == ("expenditure", 1, "line_code")
    assert of_line["2,894.30"] == ("expenditure", 0, "total")
    assert set(found.filter(locator="L159")["reason"]) == {"row printed twice (see repairs)"}


REASONS = {
    "contents": ("L23", "20", "page number"),
    "form": ("L102", "01", "number of a printed form"),
    "line": ("L373", "1", "line number"),
    "column": ("L398", "12", "column number"),
    "item": ("L438", "1", "ordinal"),
    "metro": ("L76", "6", "ordinal"),
    "day": ("L80", "20", "date or time"),
    "hot-line": ("L74", "12345", "part of a name or slogan"),
    "grade": ("L600", "90", "standard or limit and no result"),
    "blank form": ("L602", "30", "words of the blank form"),
}


@pytest.mark.parametrize("name", REASONS)
def test_reasons(name: str) -> None:
    locator, text, reason = REASONS[name]
    found = whole("en").filter(locator=locator, text=text)
    assert found["reason"].to_list() == [reason]


def test_the_ordinals_of_a_list_are_those_that_count_its_rows() -> None:
    """A number that does not go on with them is a figure, and so are those of another table below."""
    listed = "序号\t单位名称\t备注\n1\t甲局\t\n2\t乙中心\t\n"
    assert places(of(listed)) == [("1", None, "ordinal"), ("2", None, "ordinal")]
    assert places(of(listed + "\n序号\t单位名称\t备注\n3\t丙所\t\n"))[-1] == ("3", None, "ordinal")
    assert places(of(listed + "\n序号\t项目名称\t备注\n1\t丁\t\n"))[-1] == ("1", None, "ordinal")
    for below in ("7\t丙所\t\n", "1\t丙所\t\n", "\n3\t丙\n"):
        assert places(of(listed + below))[-1][2] is None


def test_reasons_have_words_in_both_languages() -> None:
    zh, en = whole(), whole("en")
    assert zh.drop("reason").equals(en.drop("reason"))
    words = {row["zh"]: row["en"] for row in rows("reasons")}
    assert [words[reason] for reason in zh["reason"].drop_nulls()] == en["reason"].drop_nulls().to_list()
    keys = {row["key"] for row in rows("reasons")}
    assert {row["reason"] for name in ("plain", "plain_lines") for row in rows(name)} <= keys
    with pytest.raises(ParameterError, match="expected lang to be one of zh, en"):
        account().ledger("fr")


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_a_value_taken_from_a_frame_leaves_a_hole(data: st.DataObject) -> None:
    frames = account().frames
    placed = whole().drop_nulls("frame")
    values = [
        (name, row, column)
        for name, row, column in placed.select("frame", "row", "column").unique(maintain_order=True).rows()
        if frames[name].schema[column].is_numeric() and name != "statements"
    ]
    name, row, column = data.draw(st.sampled_from(values))
    frame = frames[name]
    assert frame is not None
    lost = frame.with_row_index("n").with_columns(pl.when(pl.col("n") != row).then(pl.col(column)).alias(column))
    # The number of a target is still held by the text of its cell, in its words (≥80万件次).
    worded = f"{column}_text" in frame.columns and not frame[f"{column}_text"][row].replace(".", "").isdigit()
    # Where the row prints the same value twice, the ledger cannot tell which of the two its words hold.
    twice = [frame[other][row] for other in frame.columns if frame.schema[other].is_numeric()].count(frame[column][row])
    assert len(without(name, lost.drop("n"))) in ((0, 1) if worded and twice > 1 else (0,) if worded else (1,))


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_a_row_taken_from_a_frame_leaves_its_figures_as_holes(data: st.DataObject) -> None:
    frames = account().frames
    names = [
        n
        for n in frames
        if n not in ("statements", "three_public_detail", "glossary", "state_capital", "operating_expenses")
    ]
    name = data.draw(st.sampled_from(names))
    frame = frames[name]
    assert frame is not None
    row = data.draw(st.integers(0, frame.height - 1))
    rest = frame.with_row_index("n").filter(pl.col("n") != row).drop("n")
    found = ledger(load(SOURCE), dict(frames) | {name: rest}, account().repairs, "en")
    before, mine = whole("en"), whole().filter(frame=name, row=row)
    lost = holes(found)
    more = Counter(found["reason"].drop_nulls().to_list()) - Counter(before["reason"].drop_nulls().to_list())
    # A date, a name and the like that only a text of the row held has a reason without it; the rest are holes.
    in_texts = {"date or time", "part of a name or slogan", "standard or limit and no result"}
    assert set(more) <= in_texts | {"document number", "ordinal"}
    assert len(lost) + more.total() == mine.height
    assert not Counter(text for _, _, text in lost) - Counter(mine["text"].to_list())


def test_a_changed_value_is_no_longer_what_is_printed() -> None:
    frames = account().frames
    expenditure = frames["expenditure"]
    assert expenditure is not None
    changed = expenditure.with_columns(total=pl.when(pl.col("total") == 2894.3).then(2894.31).otherwise("total"))
    assert without("expenditure", changed) == [("L199", 2, "2,894.30")]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.decimals(0, 10**9, places=2, allow_nan=False), min_size=1, max_size=6), st.data())
def test_a_made_sentence_with_a_figure_that_no_frame_takes(amounts: list[Any], data: st.DataObject) -> None:
    text = "，".join(f"第{'一二三四五六'[at]}项支出{amount}万元" for at, amount in enumerate(amounts)) + "。"
    left_out = data.draw(st.integers(0, len(amounts) - 1))
    taken = [statement("x" * at, float(amount)) for at, amount in enumerate(amounts) if at != left_out]
    found = of(text, statements=taken)
    assert len(holes(found)) == 1
    assert Counter(found["column"].to_list()) == Counter({None: 1, **({"amount": len(taken)} if taken else {})})


def test_a_quotation_and_a_copy_in_a_second_frame_hide_no_loss() -> None:
    """Both frames claim the amount; the change is in none, though the quotation holds it."""
    n = None
    told = ("total", 5.0, n, n, n, n, n, n, n, n, n, n, n, "L1")
    found = of(
        "三公经费支出5万元，比上年减少5万元。", statements=[statement("三公经费", 5.0)], three_public_detail=[told]
    )
    assert holes(found) == [("L1", 2, "5")]


@pytest.mark.parametrize(
    ("text", "change", "lost"),
    [
        ("支出59.30万元，减少5.2万元。", -5.2, 0),
        ("支出593000元，减少52000元。", -5.2, 0),
        ("支出0.00593亿元，减少5.20万元。", -5.2, 0),
        ("支出59.3万元，减少5.21万元。", -5.2, 1),
        ("支出59.3万元，减少5.2%。", -5.2, 1),
        ("支出59.3万元，减少5.2个。", -5.2, 1),
        ("支出５９．３万元，减少５．２万元。", -5.2, 0),
        ("支出59.3万元，减少5.2万元，减少5.2万元。", -5.2, 1),
    ],
)
def test_amounts_are_compared_exactly_and_in_their_unit(text: str, change: float, lost: int) -> None:
    assert len(holes(of(text, statements=[statement("支出", 59.3, change)]))) == lost


def test_floats_that_are_nearly_equal_are_not_equal() -> None:
    assert len(holes(of("支出0.3万元。", statements=[statement("支出", 0.1 + 0.2)]))) == 1


def test_signs() -> None:
    table = "单位：万元\n项目\t金额\n1\t-5.00\n"
    n = None
    line = ("revenue", 1, "x", n, "item", n, -5.0, "L3")
    assert places(of(table, summary=[line]))[1] == ("5.00", "amount", None)
    assert places(of(table, summary=[(*line[:6], 5.0, "L3")]))[1] == ("5.00", None, None)


def test_a_figure_in_a_later_line_of_its_paragraph() -> None:
    cut = "支出100万元，比上年决\n算数减少20万元，下降16.67%。\n另一段20万元。"
    found = of(cut, statements=[statement("支出", 100.0, -20.0, -16.67)])
    assert found.select("locator", "column").rows() == [
        ("L1", "amount"),
        ("L2", "change"),
        ("L2", "change_pct"),
        ("L3", None),
    ]


def test_a_code_in_three_cells() -> None:
    line = ("2010601", "x", "item", "20106", 1.0, 1.0, 0.0, False, "L1")
    found = of("201\t06\t01\tx\t1.00\t1.00\t0.00\n", general_expenditure=[line])
    assert found["column"].to_list() == ["line_code"] * 3 + ["total", "basic", "project"]


def test_a_table_in_yuan() -> None:
    line = ("2010601", "x", "item", "20106", 66.646, 66.646, 0.0, False, "L2")
    found = of("单位：元\n2010601\tx\t666,460.00\t666,460\t0.00\n", general_expenditure=[line])
    assert holes(found) == []


def test_a_lost_amount_is_no_page_number_and_no_line_number() -> None:
    table = "项目\t行次\t决算数\n合计\t1\t487\n三公经费\t2\t31\n"
    assert places(of(table)) == [
        ("1", None, "line number"),
        ("487", None, None),
        ("2", None, "line number"),
        ("31", None, None),
    ]
    assert holes(of("一、事业收入\t487\n二、其他收入\t488\n三、经营收入\t489\n")) != []
    assert places(of("第一部分 概况\t1\n一、职责\t1\n第二部分 决算表\t3\n")) == [
        (text, None, "page number") for text in "113"
    ]


def test_numbers_are_runs_of_digits_with_their_points_and_commas() -> None:
    printed = lines(blocks("1,234.56万元、12,34、二十六、①、3.2.1\n１０％\t-7\n"))
    assert [(n.line.locator, n.position, n.text, n.kind, n.value is None) for n in numbers(printed)] == [
        ("L1", 1, "1,234.56", "money", False),
        ("L1", 2, "12,34", "count", True),
        ("L1", 3, "3.2.1", "count", True),
        ("L2", 1, "１０", "percent", False),
        ("L2", 2, "7", "bare", False),
    ]


def test_an_operating_figure_is_held_by_its_unit() -> None:
    row = ("三", "t", "出动车辆", 5.0, "辆", None, "q", "L1")
    found = of("自5月20日起投入5辆，另投入5名。", operations=[row])
    assert places(found) == [
        ("5", None, "date or time"),
        ("20", None, "date or time"),
        ("5", "value", None),
        ("5", None, None),
    ]


def test_the_summary_names_what_was_lost() -> None:
    lines = summary(of("支出59.3万元，减少5.21万元。", statements=[statement("支出", 59.3)])).splitlines()
    assert lines[0] == "ledger    2 numbers: 1 in frames, 0 with a reason, 1 without either"
    assert lines[1] == "  lost    L1 no. 2: 5.21 in 支出59.3万元，减少5.21万元。"


SUMMARY = """\
第二部分 2023年度部门决算表

收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目（按功能分类）\t决算数
一、财政拨款收入\t3,000.00\t一、教育支出\t2,894.30
本年收入合计\t3,000.00\t本年支出合计\t2,894.30
总计\t3,000.00\t总计\t3,000.00

第三部分 2023年度部门决算情况说明

"""


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("一、收入决算情况说明\n本年收入合计3000万元，其中：财政拨款收入2894.3万元，占96.48%。", []),
        ("一、收支情况说明\n2023年度收、支总计均为3000万元。与2022年度相比，各减少744.11万元，下降19.87%。", []),
        (
            "一、支出情况说明\n1.教育支出（类）高中教育（项）。年初预算为500万元，支出决算为561.57万元，完成年初预算的112.31%。",
            [],
        ),
        ("一、基本支出情况说明\n人员经费680.3万元，主要包括：基本工资117.06万元、奖金273.2万元。", []),
        ("一、支出情况说明\n教育支出100万元，项目支出50万元，比上年增加10万元。", ["10"]),
        ("一、支出情况说明\n教育支出100万元，生均支出约1.2。", ["1.2"]),
        ("一、其他情况说明\n校舍面积12000平方米。", ["12000"]),
    ],
)
def test_a_made_account_with_sentences_of_other_places(text: str, lost: list[str]) -> None:
    d = from_document(Document("made.txt", "0" * 64, "text", blocks(SUMMARY + text)))
    assert [text for _, _, text in holes(d.ledger())] == lost


def test_full_marks_beside_the_score() -> None:
    n = None
    project = (1, "x", n, n, n, n, n, n, 100.0, n, "L1")
    form = "专项名称\tx\n总分值、评价总分（S）\t100\t100\n"
    assert places(of(form, projects=[project])) == [
        ("100", None, "marks that can be had in all"),
        ("100", "total_score", None),
    ]
    assert [text for _, _, text in holes(of(form.replace("100\n", "96.05\n"), projects=[project]))] == ["96.05"]


@pytest.mark.parametrize("character", synthetic.CHARACTERS)
def test_made_accounts_lose_no_number(character: str, tmp_path: Path) -> None:
    for seed in range(2):
        path = tmp_path / f"{seed}.txt"
        path.write_text(synthetic.account(seed=seed, character=character).text(), encoding="utf-8")
        assert holes(fz.read(path).ledger()) == [], seed


def test_a_number_alone_in_its_cell_is_held_by_no_text() -> None:
    n = None
    project = (1, "x", n, n, "购置10台设备", n, n, n, n, n, "L1")
    found = of("专项名称\tx\n项目概况\t购置 10 台设备\n指标\t10\t10台\n", projects=[project])
    assert places(found) == [("10", "overview", None), ("10", None, None), ("10", None, None)]
