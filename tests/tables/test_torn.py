"""A figure that the end of a page tears is whole or not read; it is never the short one."""

from __future__ import annotations

import pytest

from fzfin.disclosure import Disclosure, from_document
from fzfin.sources import Document, Grid, Paragraph, from_bytes

HEAD = "支出功能分类科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出"
TOTAL = "\t合计\t679.38\t10.00\t669.38"
CLASS = "229\t其他支出\t679.38\t10.00\t669.3"
BELOW = "22999\t其他支出\t679.38\t10.00\t669.38"
Found = tuple[list[tuple[str | None, float | None, float | None]], list[tuple[str, str]], list[str]]


def read(*rows: str, title: str = "支出决算表", head: str = HEAD) -> Disclosure:
    text = "\n".join([title, "", "单位：万元", "", head, *rows, ""])
    return from_document(from_bytes(text.encode(), "a.txt"))


def found(d: Disclosure, frame: str = "expenditure") -> Found:
    """Names with two amounts, rules of repairs with what they put in, and the texts that were left over."""
    table = d.frames[frame]
    assert table is not None
    name, *amounts = {"three_public": ("item_name", "budget", "actual")}.get(frame, ("line_name", "basic", "project"))
    repairs = d.repairs.select("rule", "repaired").drop_nulls().rows()
    return table.select(name, *amounts).rows(), repairs, d.unparsed["text"].to_list()


def test_a_torn_figure_is_joined_by_the_decimals_of_its_column() -> None:
    d = read(TOTAL, CLASS, "", "\t\t\t\t8", BELOW)
    rows, repairs, left = found(d)
    assert rows == [("合计", 10.0, 669.38), ("其他支出", 10.0, 669.38), ("其他支出", 10.0, 669.38)]
    assert (repairs, left) == ([("cut_figure", "669.38")], [])
    assert d.expenditure is not None
    assert d.expenditure["repaired"].to_list() == [False, True, False]
    assert d.repairs.select("locator", "field", "printed", "repaired").rows() == [
        ("L7", "project", "669.3", "669.38"),
        ("L9", "row", "8", None),
    ]
    ledger = d.ledger()
    assert ledger.filter(ledger["frame"].is_null() & ledger["reason"].is_null()).rows() == []


@pytest.mark.parametrize(
    ("above", "below"),
    [("669", ".38"), ("6", "69.38"), ("669.", "38"), ("66", "9.38")],
)
def test_wherever_it_is_torn(above: str, below: str) -> None:
    rows, repairs, left = found(read(TOTAL, CLASS.replace("669.3", above), "", f"\t\t\t\t{below}", BELOW))
    assert rows[1] == ("其他支出", 10.0, 669.38)
    assert (repairs, left) == ([("cut_figure", "669.38")], [])


def test_the_name_beside_it_goes_on_too_and_below_a_header_that_is_printed_again() -> None:
    short = CLASS.replace("其他支出", "其他支")
    rows, repairs, left = found(read(TOTAL, short, "", HEAD, "\t出\t\t\t8", BELOW))
    assert rows[1] == ("其他支出", 10.0, 669.38)
    assert (repairs, left) == ([("cut_figure", "669.38")], [])


def test_a_separator_may_be_torn_off() -> None:
    big = [row.replace("669.38", "1,669.38") for row in (TOTAL, BELOW)]
    rows, _, left = found(read(big[0], CLASS.replace("669.3", "1,6"), "", "\t\t\t\t69.38", big[1]))
    assert rows[1] == ("其他支出", 10.0, 1669.38)
    assert left == []


def test_figures_of_any_form_are_joined_by_the_sums() -> None:
    plain = [row.replace(".00", "").replace("669.38", "669.4") for row in (TOTAL, CLASS, BELOW)]
    total, class_, below = (row.replace("679.38", "679.4") for row in plain)
    rows, repairs, left = found(read(total, class_.replace("669.3", "66"), "", "\t\t\t\t9.4", below))
    assert rows[1] == ("其他支出", 10.0, 669.4)
    assert (repairs, left) == ([("cut_figure", "669.4")], [])


def test_what_nothing_proves_is_not_read() -> None:
    rows, repairs, left = found(read("229\t其他支\t679.4\t10\t669.3", "", "\t出\t\t\t8", "230\t转移性支出\t69\t10\t59"))
    assert rows == [("其他支出", 10.0, None), ("转移性支出", 10.0, 59.0)]
    assert repairs == []
    assert left == ["229 | 其他支 | 679.4 | 10 | 669.3", "出 | 8"]


def test_a_row_of_its_own_is_no_rest() -> None:
    whole = CLASS.replace("669.3", "669.38")
    rows, repairs, left = found(read(TOTAL, whole, "", BELOW, "", BELOW.replace("22999", "2299999")))
    assert [row[2] for row in rows] == [669.38] * 4
    assert (repairs, left) == ([], [])
    plain = ["229\t其他支出\t679\t10\t669", "", "230\t转移性支出\t679\t10\t669"]
    assert found(read(*plain)) == ([("其他支出", 10.0, 669.0), ("转移性支出", 10.0, 669.0)], [], [])


def test_a_row_without_labels_in_the_form_of_its_column_is_none_either() -> None:
    lost = "\t\t679.38\t10.00\t669.38"
    rows, repairs, _ = found(read(TOTAL, CLASS.replace("669.3", "669.38"), "", lost, BELOW.replace("22999", "2299999")))
    assert [row[2] for row in rows] == [669.38] * 4
    assert "cut_figure" not in dict(repairs)


THREE = ("项目\t行次\t预算数\t决算数", "合计\t1\t20.00\t13.00", "1.因公出国（境）费\t2\t9.00\t2.00")


def three(*rows: str) -> Found:
    return found(read(*THREE[1:], *rows, title="三公经费支出决算表", head=THREE[0]), "three_public")


def test_items_side_by_side_are_joined_as_well() -> None:
    rows, repairs, left = three("2.公务接待\t3\t11.00\t11.", "", "费\t\t\t00")
    assert rows[-1] == ("公务接待费", 11.0, 11.0)
    assert (repairs, left) == ([("cut_figure", "11.00")], [])


def test_the_next_item_is_no_rest() -> None:
    rows, repairs, left = three(
        "2.公务用车购置及运行维护费\t3\t11.00\t11.00", "", "（1）公务用车购置费\t4\t11.00\t11.00"
    )
    assert [actual for _, _, actual in rows] == [13.0, 2.0, 11.0, 11.0]
    assert (repairs, left) == ([], [])


def test_a_rest_in_a_row_of_other_cells_takes_the_figures_above_it_along() -> None:
    table = [HEAD, TOTAL, CLASS.replace("669.3", "669.38"), BELOW.removesuffix("8")]
    first = Grid(tuple(tuple(row.split("\t")) for row in table), ("A1", "A2", "A3", "A4"))
    said = Paragraph("支出决算表", "P1"), Paragraph("单位：万元", "P2")
    d = from_document(Document("made", "", "made", (*said, first, Grid((("", "8"),), ("A5",)))))
    rows, repairs, left = found(d)
    assert rows == [("合计", 10.0, 669.38), ("其他支出", 10.0, 669.38), ("其他支出", 10.0, None)]
    assert (repairs, left[0]) == ([], "22999 | 其他支出 | 679.38 | 10.00 | 669.3")


@pytest.mark.parametrize(
    ("above", "below"),
    [("22999", "01"), ("2299", "901"), ("229", "9901"), ("2299901其", "他支出"), ("229990", "1其他支出")],
)
def test_a_torn_code_is_whole_or_not_believed(above: str, below: str) -> None:
    named = not below.isdigit()
    cells = (above, "") if named else (above, "其他支出")
    last = "\t".join([*cells, "679.38", "10.00", "669.38"])
    d = read(TOTAL, CLASS.replace("669.3", "669.38"), BELOW, last, "", below + "\t\t\t\t")
    assert d.expenditure is not None
    codes = d.expenditure["line_code"].to_list()
    assert codes[:3] == [None, "229", "22999"]
    assert codes[3:] in (["2299901"], [])
    assert codes[3:] or [text for text in d.unparsed["text"] if text.startswith(above)]


def test_a_code_and_a_name_torn_at_once_are_whole() -> None:
    last = "2299\t其他\t679.38\t10.00\t669.38"
    d = read(TOTAL, CLASS.replace("669.3", "669.38"), BELOW, last, "", "901\t支出\t\t\t")
    assert d.expenditure is not None
    assert d.expenditure.select("line_code", "line_name").rows()[2:] == [("22999", "其他支出"), ("2299901", "其他支出")]


def test_the_rest_of_a_row_that_cannot_be_read_is_no_rest_of_the_row_before() -> None:
    broken = "22999\t其他支\t679.38\t10.00\t6?9.38"
    rows, _, left = found(read(TOTAL, CLASS.replace("669.3", "669.38"), broken, "", "\t出\t\t\t"))
    assert [name for name, _, _ in rows] == ["合计", "其他支出"]
    assert left == ["22999 | 其他支 | 679.38 | 10.00 | 6?9.38", "出"]
    _, _, left = three("2.公务接待\t3\t11.00\t1?.00", "", "费\t\t\t")
    assert left == ["2.公务接待 | 3 | 11.00 | 1?.00", "费"]


def test_a_figure_mixed_with_a_sign_is_not_read_short() -> None:
    rows, repairs, left = found(read(TOTAL, CLASS.replace("669.3", "66"), "", "\t\t\t\t）9.38", BELOW))
    assert rows[1] == ("其他支出", 10.0, None)
    assert repairs == []
    assert left[0] == "229 | 其他支出 | 679.38 | 10.00 | 66"


def test_a_header_word_that_a_page_cuts_is_whole_beside_words_of_the_next_row() -> None:
    head = "项目\t\t年初结转和结\t本年收入\t本年支出\t\t\t年末结转和结"
    below = "科目编码\t科目名称\t余\t\t小计\t基本支出\t项目支出\t余"
    row = "229\t其他支出\t1.00\t2.00\t3.00\t/\t3.00\t0.00"
    d = read("", below, row, title="政府性基金预算财政拨款收入支出决算表", head=head)
    assert d.government_funds is not None
    assert d.government_funds.select("opening", "revenue", "total", "closing").rows() == [(1.0, 2.0, 3.0, 0.0)]
    assert d.unparsed.height == 0
