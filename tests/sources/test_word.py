"""Word files: what is printed of them, in order, and what is said of the rest."""

from __future__ import annotations

import pytest
from made_files import WORD, paragraph, runs, word

from fzfin.errors import SourceError
from fzfin.sources import Grid, Paragraph, from_bytes


def blocks(body: str, **parts: str) -> list[str | tuple[tuple[str | None, ...], ...]]:
    document = from_bytes(word(body, **parts), "made.docx")
    assert document.reader == "docx"
    return [block.rows if isinstance(block, Grid) else block.text for block in document.blocks]


def cell(text: str, settings: str = "") -> str:
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells: str, settings: str = "") -> str:
    return f"<w:tr><w:trPr>{settings}</w:trPr>{''.join(cells)}</w:tr>"


def test_paragraphs_and_tables_come_in_order_with_their_places() -> None:
    body = (
        paragraph("支出决算表")
        + f"<w:tbl>{row(cell('a'), cell('b'))}{row(cell('c'), cell(''))}</w:tbl>"
        + paragraph("注：无")
    )
    document = from_bytes(word(body), "made.docx")
    assert document.blocks == (
        Paragraph("支出决算表", "P1"),
        Grid((("a", "b"), ("c", "")), ("t1.r1", "t1.r2")),
        Paragraph("注：无", "P2"),
    )


def test_merged_cells_are_none_and_empty_ones_are_not() -> None:
    span, start, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = f"<w:tbl>{row(cell('项目', span), cell('合计', start))}{row(cell('类'), cell(''), cell('', on))}</w:tbl>"
    assert blocks(body) == [(("项目", None, "合计"), ("类", "", None))]


def test_a_row_that_begins_or_ends_away_from_the_edge_keeps_its_columns() -> None:
    late = row(cell("d"), settings='<w:gridBefore w:val="2"/>')
    body = f"<w:tbl>{row(cell('a'), cell('b'), cell('c'))}{late}</w:tbl>"
    assert blocks(body) == [(("a", "b", "c"), ("", "", "d"))]


def test_lines_tabs_and_runs_make_the_text_that_is_seen() -> None:
    body = f"<w:p>{runs('一般公共')}{runs('预算')}<w:r><w:br/><w:t>第二行</w:t></w:r></w:p>"
    body += "<w:p><w:r><w:t>部门：某局</w:t><w:tab/><w:t>单位：万元</w:t></w:r></w:p>"
    body += "<w:p><w:r><w:t>5</w:t><w:noBreakHyphen/><w:t>6</w:t><w:softHyphen/></w:r></w:p>"
    assert blocks(body) == ["一般公共预算", "第二行", (("部门：某局", "单位：万元"),), "5-6"]


def test_the_paragraphs_of_a_cell_are_its_lines() -> None:
    body = f"<w:tbl><w:tr><w:tc>{paragraph('因公出国')}{paragraph('（境）费')}</w:tc>{cell('1.00')}</w:tr></w:tbl>"
    assert blocks(body) == [(("因公出国\n（境）费", "1.00"),)]


def test_revisions_show_what_was_inserted_and_leave_over_what_was_deleted() -> None:
    deleted = row(cell("c"), cell("9.99"), settings='<w:del w:id="4"/>')
    body = (
        f"<w:p>{runs('支出')}<w:ins w:id='1'>{runs('12.50')}</w:ins>"
        "<w:del w:id='2'><w:r><w:delText>13.50</w:delText></w:r></w:del>"
        f"<w:moveFrom w:id='3'>{runs('moved')}</w:moveFrom>{runs('万元')}</w:p>"
        f"<w:tbl>{row(cell('a'), cell('b'))}{deleted}</w:tbl>"
    )
    document = from_bytes(word(body), "made.docx")
    assert [b.rows if isinstance(b, Grid) else b.text for b in document.blocks] == ["支出12.50万元", (("a", "b"),)]
    assert [(text, reason) for _, text, reason in document.unread] == [
        ("13.50", "text that a tracked change deleted"),
        ("moved", "text that a tracked change deleted"),
        ("c | 9.99", "a table row that a tracked change deleted"),
    ]


def test_hidden_text_pictures_and_objects_are_left_over() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>7.00</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>8.00</w:t></w:r>"
    body = f"<w:p>{hidden}</w:p><w:p><w:r><w:drawing><a:blip xmlns:a='a'/></w:drawing></w:r></w:p><w:p><w:r><w:object/></w:r></w:p><w:altChunk/>"
    document = from_bytes(word(body), "made.docx")
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["8.00"]
    assert [reason for *_, reason in document.unread] == [
        "hidden text",
        "a picture",
        "an embedded object is not read",
        "an embedded document is not read",
    ]


def test_field_codes_and_reading_aids_are_not_printed() -> None:
    body = (
        "<w:p><w:r><w:instrText>TOC \\o 1</w:instrText></w:r><w:fldSimple w:instr='PAGE'><w:r><w:t>目录</w:t></w:r></w:fldSimple>"
        "<w:r><w:ruby><w:rt><w:r><w:t>mu</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>录</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert blocks(body) == ["目录录"]


def test_content_controls_boxes_and_notes_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('收入决算表')}</w:txbxContent>"
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('in a control')}</w:sdtContent></w:sdt>"
        "<w:p><w:r><mc:AlternateContent xmlns:mc='mc'>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f"<w:p>{runs('with a note')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    )
    notes = f"<w:footnotes {WORD}><w:footnote w:id='2'>{paragraph('所附的注')}</w:footnote></w:footnotes>"
    assert blocks(body, footnotes=notes) == ["in a control", "收入决算表", "with a note", "所附的注"]


def test_a_table_around_tables_only_lays_them_out() -> None:
    inner = f"<w:tbl>{row(cell('a'), cell('b'))}</w:tbl>"
    body = f"<w:tbl><w:tr><w:tc>{paragraph('left')}</w:tc><w:tc>{inner}{paragraph('after')}</w:tc></w:tr></w:tbl>"
    assert blocks(body) == ["left", (("a", "b"),), "after"]


def test_a_table_of_one_column_and_rows_of_text_are_paragraphs() -> None:
    span = '<w:gridSpan w:val="2"/>'
    body = f"<w:tbl>{row(cell('one'))}{row(cell('two'))}</w:tbl>"
    body += f"<w:tbl>{row(cell('支出决算表', span))}{row(cell('单位：万元', span))}{row(cell('a'), cell('1'))}</w:tbl>"
    assert blocks(body) == ["one", "two", "支出决算表", "单位：万元", (("a", "1"),)]


NUMBERED = f"""<w:numbering {WORD}>
<w:abstractNum w:abstractNumId="5">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="6"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
</w:numbering>"""


def item(text: str, level: int = 0, number: int = 1, style: str = "") -> str:
    place = (
        f'<w:pStyle w:val="{style}"/>'
        if style
        else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )
    return f"<w:p><w:pPr>{place}</w:pPr>{runs(text) if text else ''}</w:p>"


def test_numerals_that_word_counts_are_printed() -> None:
    body = (
        item("总体情况")
        + item("收入", 1)
        + item("", 1)
        + item("支出", 1)
        + item("2022年", 2)
        + item("财政拨款")
        + item("其中", 1)
    )
    body += item("点", 0, 2) + item("续", 0, 3) + item("从零", 0, 0)
    assert blocks(body, numbering=NUMBERED) == [
        "一、总体情况",
        "（一）收入",
        "（二）支出",
        "1. 2022年",
        "二、财政拨款",
        "（一）其中",
        "点",
        "七、续",
        "从零",
    ]


def test_numerals_of_a_style_are_printed() -> None:
    styles = (
        f'<w:styles {WORD}><w:style w:styleId="H"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Own"><w:basedOn w:val="H"/></w:style><w:style w:styleId="X"><w:basedOn w:val="X"/></w:style></w:styles>'
    )
    body = item("甲", style="H") + item("乙", style="Own") + item("丙", style="X")
    assert blocks(body, numbering=NUMBERED, styles=styles) == ["一、甲", "二、乙", "丙"]


def test_a_file_without_its_text_is_refused() -> None:
    whole = word(paragraph("x"))
    with pytest.raises(SourceError, match="neither Word nor Excel, or not whole"):
        from_bytes(whole.replace(b"word/document.xml", b"ward/document.xml"), "made.docx")
    with pytest.raises(SourceError, match=r"made\.docx: expected word/document\.xml in the file"):
        from_bytes(whole.replace(b"word/document.xml", b"word/documents.xm"), "made.docx")


def test_a_deep_document_is_refused() -> None:
    deep = "<w:ins>" * 300 + paragraph("x") + "</w:ins>" * 300
    with pytest.raises(SourceError, match="at most 100 deep"):
        from_bytes(word(deep), "made.docx")


def test_a_table_wider_than_any_account_is_refused() -> None:
    wide = cell("x", '<w:gridSpan w:val="999999999"/>')
    with pytest.raises(SourceError, match="columns"):
        from_bytes(word(f"<w:tbl>{row(wide, wide)}</w:tbl>"), "made.docx")
