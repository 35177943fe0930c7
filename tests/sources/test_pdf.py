"""PDFs written by hand for what a real one rarely shows: turned, cut, scanned, locked, damaged, huge."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import made_pdf as made
import polars as pl
import pytest

from fzfin.disclosure import from_document
from fzfin.errors import MissingDependencyError, SourceError
from fzfin.sources import Document, Grid, Paragraph, from_bytes, load
from fzfin.sources.pdf import characters, document, lattice, rules

ROWS = [["项目", "决算数"], ["一、一般公共服务支出", "1,234.56"], ["合计", ""]]


def read(*pages: str, **how: str | int) -> Document:
    return from_bytes(made.pdf(*pages, **how), "made.pdf")  # type: ignore[arg-type]


def grids(found: Document) -> list[tuple[tuple[str | None, ...], ...]]:
    return [block.rows for block in found.blocks if isinstance(block, Grid)]


def lines(found: Document) -> list[tuple[str, str]]:
    return [(block.text, block.locator) for block in found.blocks if isinstance(block, Paragraph)]


def test_blocks_come_in_reading_order_with_their_places() -> None:
    found = read(made.table(72, 700, ROWS, 150) + made.text(72, 600, "注：后") + made.text(72, 760, "收入决算表"))
    assert found.reader == "pdf"
    assert lines(found) == [("收入决算表", "p1.l1"), ("注：后", "p1.l2")]
    grid = found.blocks[1]
    assert isinstance(grid, Grid)
    assert grid.rows == (("项目", "决算数"), ("一、一般公共服务支出", "1,234.56"), ("合计", ""))
    assert grid.locators == ("p1.t1.r1", "p1.t1.r2", "p1.t1.r3")
    assert found.boxes["p1.t1.r2"] == (1, 72, 660, 372, 680)


def test_figures_in_runs_of_their_own_are_put_where_they_stand() -> None:
    """ONLYOFFICE writes digits and words apart; the order in the file says nothing."""
    found = read(made.text(142, 700, "307.82") + made.text(72, 700, "本年收入合计") + made.text(180, 700, "万元"))
    assert lines(found) == [("本年收入合计307.82万元", "p1.l1")]


def test_radicals_become_the_characters_that_they_stand_for() -> None:
    assert lines(read(made.text(72, 700, "⼀般公共服务⽀出⺠⻅⻋⻓⻔⻘⻛⻝⼾"))) == [
        ("一般公共服务支出民见车长门青风食户", "p1.l1")
    ]


def test_every_radical_has_a_character_that_is_none() -> None:
    known = characters.radicals()
    assert set(range(0x2F00, 0x2FD6)) <= known.keys()
    assert known.keys() >= {*range(0x2E81, 0x2E9A), *range(0x2E9B, 0x2EF4)}
    assert [text for text in known.values() if len(text) != 1 or 0x2E80 <= ord(text) <= 0x2FDF] == []


def test_a_merged_cell_covers_and_an_empty_cell_does_not() -> None:
    drawn = [made.rule(72, y, 272, y) for y in (700, 680, 660)] + [made.rule(x, 660, x, 700) for x in (72, 272)]
    drawn += [made.rule(172, 660, 172, 680), made.text(76, 686, "收入"), made.text(76, 666, "项目")]
    assert grids(read("\n".join(drawn))) == [(("收入", None), ("项目", ""))]


def test_rules_drawn_as_thin_rectangles_and_inside_forms_are_rules() -> None:
    bars = "\n".join(f"72 {y} 200 0.5 re f" for y in (700, 680, 660)) + "\n"
    bars += "\n".join(f"{x} 660 0.5 40 re f" for x in (72, 172, 271.5))
    inside = bars + "\n" + made.text(76, 686, "收入") + made.text(176, 666, "1.00")
    assert grids(read("q 1 0 0 1 20 -30 cm /X1 Do Q", form=inside)) == [(("收入", ""), ("", "1.00"))]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_is_read_upright_whatever_its_rotation_says(rotate: int) -> None:
    found = read(made.text(72, 720, "支出决算表") + made.table(72, 700, ROWS, 150), rotate=rotate)
    assert grids(found)[0][1] == ("一、一般公共服务支出", "1,234.56")
    assert lines(found) == [("支出决算表", "p1.l1")]


@pytest.mark.parametrize("matrix", ["0 1 -1 0 595 0", "-1 0 0 -1 595 842", "0 -1 1 0 0 842"])
def test_turned_text_decides_how_a_page_is_read(matrix: str) -> None:
    upright = made.text(72, 520, "支出决算表") + "\n" + made.table(72, 500, ROWS, 150)
    found = read(f"q {matrix} cm\n{upright}\nQ")
    assert grids(found)[0] == (("项目", "决算数"), ("一、一般公共服务支出", "1,234.56"), ("合计", ""))
    page, left, bottom, right, top = found.boxes["p1.t1.r1"]
    assert page == 1
    assert 0 <= left < right <= 595
    assert 0 <= bottom < top <= 842


def test_a_hyphen_at_the_end_of_a_line_stays() -> None:
    assert lines(read(made.text(72, 700, "编号A-") + made.text(72, 660, "甲"))) == [
        ("编号A-", "p1.l1"),
        ("甲", "p1.l2"),
    ]


def test_a_figure_that_hangs_over_its_cell_stays_whole() -> None:
    drawn = made.table(72, 700, [["合计", "", ""]], 60) + made.text(128, 686, "12,345,678.90")
    assert grids(read(drawn)) == [(("合计", "12,345,678.90", ""),)]


def test_letters_spaced_out_over_a_line_keep_their_figure_whole() -> None:
    spaced = " ".join(made.text(72 + 16 * at, 700, letter) for at, letter in enumerate("支出决算为307.82万元"))
    assert lines(read(spaced)) == [("支出决算为307.82万元", "p1.l1")]


def test_lines_of_a_paragraph_are_joined_and_paragraphs_are_not() -> None:
    long = "本年收入合计三百零七万元其中财政拨款收入三百零七万元占百分之一百本年支"
    page = [made.text(92, 760, long, 12), made.text(72, 740, "出合计同上。", 12), made.text(92, 720, "另起一段。", 12)]
    found = lines(read("\n".join(page)))
    assert found == [(long + "出合计同上。", "p1.l1"), ("另起一段。", "p1.l3")]


def test_a_paragraph_cut_by_the_end_of_a_page_says_so() -> None:
    long = "本年收入合计三百零七万元。其中财政拨款收入三百零七万元，占百分之一百。"
    last, first = (
        made.text(92, 760, long, 12),
        made.text(72, 760, "（项）支出同上。", 12) + made.text(92, 740, "另起。", 12),
    )
    found = [block for block in read(last, first).blocks if isinstance(block, Paragraph)]
    assert [block.goes_on for block in found] == [True, False, False]


def test_an_ordinal_begins_a_paragraph_though_the_page_above_ends_in_a_full_line() -> None:
    long = "本年收入合计三百零七万元。其中财政拨款收入三百零七万元，占百分之一百。"
    last, first = made.text(72, 760, long, 12), made.text(72, 760, "（二）支出决算情况说明", 12)
    found = [block for block in read(last, first).blocks if isinstance(block, Paragraph)]
    assert [block.goes_on for block in found] == [False, False]


def test_lines_set_to_the_right_are_lines_of_their_own() -> None:
    long = "本年收入合计三百零七万元其中财政拨款收入三百零七万元占百分之一百本年支"
    marks = [made.text(440, 740, "公开零一表", 12), made.text(404, 720, "部门：某某某局", 12)]
    found = lines(read("\n".join([made.text(92, 760, long, 12), *marks])))
    assert [text for text, _ in found][1:] == ["公开零一表", "部门：某某某局"]


def test_running_heads_and_page_numbers_stand_apart_and_cut_no_table() -> None:
    def page(number: int) -> str:
        edges = made.text(200, 810, "某某局2024年度部门决算") + made.text(290, 30, f"- {number} -")
        return edges + made.table(72, 700, [[f"{number}、项目", "1.00"]], 150)

    found = read(*(page(number) for number in range(1, 5)))
    assert lines(found) == []
    assert len(grids(found)) == 4
    assert [block.text for block in found.margins] == [
        text for number in range(1, 5) for text in ("某某局2024年度部门决算", f"-{number}-")
    ]


def test_the_ledger_accounts_for_the_numbers_at_the_edge() -> None:
    title = made.text(72, 720, "收入支出决算总表") + made.text(300, 710, "单位：万元")
    rows = [["项目", "决算数", "项目", "决算数"], ["本年收入合计", "1.00", "本年支出合计", "1.00"]]
    pages = [made.text(290, 30, f"- {number} -") + made.text(72, 600, "甲" * 30) for number in range(1, 4)]
    pages[0] += title + made.table(72, 700, rows, 110)
    d = from_document(read(*pages))
    lost = d.ledger("en").filter(pl.col("frame").is_null() & pl.col("reason").is_null())
    assert [block.text for block in d._document.margins] == ["-1-", "-2-", "-3-"]
    assert lost.is_empty()


def test_the_title_of_a_table_is_no_running_head_however_often_it_stands_on_top() -> None:
    page = made.text(200, 810, "项目支出绩效自评表") + made.table(72, 700, [["项目名称", "甲"]], 150)
    found = read(page, page, page, page)
    assert [text for text, _ in lines(found)] == ["项目支出绩效自评表"] * 4


def test_a_scan_is_told_to_be_one() -> None:
    with pytest.raises(SourceError, match=r"found a scan \(2 of 2 pages are pictures"):
        read(made.IMAGE, made.IMAGE)


def test_text_that_a_recogniser_put_under_a_picture_is_not_trusted() -> None:
    under = "\n".join(made.text(72, 700 - 20 * n, "本年收入合计307.82万元", mode=3) for n in range(9))
    with pytest.raises(SourceError, match="found a scan"):
        read(made.IMAGE + "\n" + under)


def test_visible_text_over_a_background_picture_is_read() -> None:
    text = "\n".join(made.text(72, 700 - 20 * n, "本年收入合计307.82万元") for n in range(9))
    assert len(lines(read(made.IMAGE + "\n" + text))) == 9


def test_one_scanned_page_is_named_among_what_is_not_read() -> None:
    title = made.text(72, 720, "收入支出决算总表") + made.text(300, 710, "单位：万元")
    rows = [["项目", "决算数", "项目", "决算数"], ["本年收入合计", "1.00", "本年支出合计", "1.00"]]
    data = made.pdf(title + made.table(72, 700, rows, 110), made.IMAGE)
    d = from_document(from_bytes(data, "made.pdf"))
    assert d.unparsed.rows()[0] == ("p2", "", "a scanned page: a picture without text of its own")


def test_a_glyph_without_a_character_breaks_the_figure_that_it_stands_in() -> None:
    """A lost digit must never leave a shorter figure behind."""
    found = read(made.table(72, 700, [["合计", "1,2\ue00134.56"]], 150))
    assert grids(found) == [(("合计", "1,2\ufffd34.56"),)]
    assert found.unread == (("p1", "", "1 glyphs without a character, shown as \ufffd"),)


def test_a_pdf_is_told_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "account.txt"
    path.write_bytes(b"\n" + made.pdf(made.text(72, 700, "甲")))
    assert load(path).reader == "pdf"


def locked() -> bytes:
    data = made.pdf(made.text(72, 700, "甲"))
    return data.replace(
        b"/Root 1 0 R", b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>"
    ).replace(b"<%s>", b"<" + b"41" * 32 + b">")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (made.pdf(made.text(72, 700, "甲"))[:-200], "cut off"),
        (b"%PDF-1.4\n" + b"rubbish " * 99 + b"\n%%EOF", "a damaged one"),
        (made.pdf(), "found none"),
        (made.pdf(""), "1 pages with neither text nor a scan"),
        (locked(), "locked with a password"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        from_bytes(data, "made.pdf")


@pytest.mark.parametrize(
    ("module", "name", "said"),
    [
        (document, "MAX_PAGES", "at most 1 pages"),
        (characters, "MAX_CHARACTERS", "at most 1 characters"),
        (rules, "MAX_OBJECTS", "at most 1 lines"),
        (lattice, "MAX_CELLS", "at most 1 table cells"),
    ],
)
def test_a_huge_pdf_meets_a_limit(monkeypatch: pytest.MonkeyPatch, module: object, name: str, said: str) -> None:
    monkeypatch.setattr(module, name, 1)
    with pytest.raises(SourceError, match=said):
        read(made.table(72, 700, ROWS, 150), made.text(72, 700, "甲"))


def test_without_pypdfium2_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2.raw", None)
    with pytest.raises(MissingDependencyError, match=r'pip install "fzfin\[pdf\]"'):
        read(made.text(72, 700, "甲"))


def test_threads_take_turns() -> None:
    """PDFium is not thread-safe; one lock makes threads wait for each other."""
    data = made.pdf(*(made.text(72, 720, f"第{number}页") + made.table(72, 700, ROWS, 150) for number in range(9)))
    expected = from_bytes(data, "made.pdf").blocks
    with ThreadPoolExecutor(4) as pool:
        assert [found.blocks == expected for found in pool.map(lambda _: from_bytes(data, "made.pdf"), range(12))] == [
            True
        ] * 12


def test_the_pages_of_one_table_have_its_columns() -> None:
    """A page whose rows all have merged cells shows fewer columns than the table has; its lines stand where they did."""
    first = made.table(72, 120, [["专项名称", "道路养护"]], 150)
    second = made.table(72, 780, [["甲", "乙", "1.00", "2.00"], ["丙", "丁", "3.00", "4.00"]], 75)
    assert grids(read(first, second)) == [
        (("专项名称", None, "道路养护", None),),
        (("甲", "乙", "1.00", "2.00"), ("丙", "丁", "3.00", "4.00")),
    ]


def test_a_table_with_other_lines_or_behind_a_text_keeps_its_columns() -> None:
    first = made.table(72, 120, [["专项名称", "道路养护"]], 150)
    other = made.table(72, 780, [["甲", "乙", "1.00"]], 100)
    assert [len(rows[0]) for rows in grids(read(first, other))] == [2, 3]
    four = made.table(72, 760, [["甲", "乙", "1.00", "2.00"]], 75)
    assert [len(rows[0]) for rows in grids(read(first, made.text(72, 800, "支出决算表") + four))] == [2, 4]


def test_cells_that_a_page_cuts_are_closed_beside_one_that_ends_there() -> None:
    """Chromium draws the bottom of the cell that ends with its page, and none for its taller neighbours."""
    down = [made.rule(x, 100, x, 140) for x in (72, 172, 272, 372)]
    across = [made.rule(72, 140, 372, 140), made.rule(72, 100, 172, 100)]
    words = [made.text(76, 120, "项目"), made.text(176, 120, "本年支"), made.text(276, 120, "基本支")]
    assert grids(read("\n".join([*down, *across, *words]))) == [(("项目", "本年支", "基本支"),)]


def test_a_closing_mark_that_hangs_over_the_edge_stays_with_its_word() -> None:
    rows = made.table(72, 700, [["政府办公厅（室", "251.00"], ["合计", "251.00"]], 78)
    mark = made.text(72 + 4 + 70, 686, "）")
    hanging = rows.replace(made.text(150 + 4, 686, "251.00"), mark + "\n" + made.text(165, 686, "251.00"))
    assert grids(read(hanging)) == [(("政府办公厅（室）", "251.00"), ("合计", "251.00"))]
