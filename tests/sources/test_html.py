"""Web pages: what is seen of them, in whatever encoding and however carelessly they are written."""

from __future__ import annotations

import codecs
import sys

import pytest

from fzfin.errors import MissingDependencyError, SourceError
from fzfin.sources import Document, Grid, Paragraph, from_bytes, html

pytest.importorskip("lxml")


def read(body: str) -> Document:
    document = from_bytes(f"<html><body>{body}</body></html>".encode(), "made.html")
    assert document.reader == "html"
    return document


def shown(body: str) -> list[str | tuple[tuple[str | None, ...], ...]]:
    return [block.rows if isinstance(block, Grid) else block.text for block in read(body).blocks]


def test_paragraphs_and_tables_come_in_order_with_their_places() -> None:
    assert read("<p>支出决算表</p><table><tr><td>a<td>b<tr><td>c<td></table>注：无").blocks == (
        Paragraph("支出决算表", "P1"),
        Grid((("a", "b"), ("c", "")), ("t1.r1", "t1.r2")),
        Paragraph("注：无", "P2"),
    )


def test_spans_cover_cells() -> None:
    body = "<table><tr><td colspan=2>项目<td rowspan=2>合计<td rowspan=0>年末<tr><td>类<td>款</table>"
    assert shown(body) == [(("项目", None, "合计", "年末"), ("类", "款", None, None))]


def test_a_span_beyond_all_measure_ends_with_the_table() -> None:
    assert shown("<table><tr><td rowspan=99999999>a<td>b<tr><td>c</table>") == [(("a", "b"), (None, "c"))]
    with pytest.raises(SourceError, match="at most 1,024 columns"):
        read("<table><tr><td colspan=1024>a<td>b</table>")


def test_tables_that_lay_a_page_out_are_taken_apart() -> None:
    body = "<table><tr><td>menu<td><p>标题</p><table><tr><td>a<td>b</table>end</table>"
    assert shown(body) == ["menu", "标题", (("a", "b"),), "end"]


def test_white_space_is_as_in_a_browser() -> None:
    body = "<p>一般公共\n   预算  支出\n12.50 <b>万元</b>，</p><pre>甲 乙\n丙</pre><p>a<br>b&nbsp;</p>"
    assert shown(body) == ["一般公共预算 支出 12.50 万元，", "甲 乙", "丙", "a", "b"]


def test_lines_of_a_cell_stay_lines() -> None:
    assert shown("<table><tr><td><p>因公</p><p>出国<br>费</p><td>1.00</table>") == [(("因公\n出国\n费", "1.00"),)]


def test_what_is_not_seen_is_not_read() -> None:
    body = (
        "<script>var a='<p>1.00</p>'</script><style>p{}</style><noscript>x</noscript><!-- 2.00 --><template><p>t</p></template>"
        "<p style='color:red;DISPLAY : none'>隐藏 3.00</p><p hidden>4.00</p><del>5.00</del><p>seen</p>"
        "<table><tr style='display:none'><td>6.00<td>x<tr><td>a<td>b</table><select><option>o</select>"
    )
    document = read(body)
    assert [b.rows if isinstance(b, Grid) else b.text for b in document.blocks] == ["seen", (("a", "b"),)]
    assert [(text, reason) for _, text, reason in document.unread] == [
        ("隐藏 3.00", "text that the page hides"),
        ("4.00", "text that the page hides"),
        ("5.00", "text that the page marks as deleted"),
        ("6.00x", "text that the page hides"),
    ]


def test_pictures_are_left_over() -> None:
    assert read('<p>x<img src="http://elsewhere/t.png" alt="收入决算表"></p>').unread == (
        ("P1", "收入决算表", "a picture"),
    )


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        ('<html><meta charset="gb2312"><p>决算镕</p>'.encode("gb18030"), "决算镕"),
        ("<html><meta http-equiv=Content-Type content='text/html; charset=GBK'><p>决算</p>".encode("gbk"), "决算"),
        ('<html><meta charset="gb2312"><p>决算</p>'.encode(), "决算"),
        ("<html><p>决算</p>".encode("gbk"), "决算"),
        ("<html><p>决算</p>".encode(), "决算"),
        (codecs.BOM_UTF8 + "<html><meta charset=gbk><p>决算</p>".encode(), "决算"),
        (codecs.BOM_UTF16_LE + "<html><p>决算</p>".encode("utf-16-le"), "决算"),
        (codecs.BOM_UTF16_BE + "<html><p>决算</p>".encode("utf-16-be"), "决算"),
        ('<?xml version="1.0" encoding="utf-8"?><html><body><p>决算</p></body></html>'.encode(), "决算"),
        ('<html><meta charset="nonsense"><p>决算</p>'.encode(), "决算"),
        ('<html><meta charset="hex"><p>决算</p>'.encode(), "决算"),
        ("<html><meta charset=big5><p>決算</p>".encode("big5"), "決算"),
    ],
)
def test_encodings_are_told_by_mark_by_word_and_by_bytes(data: bytes, seen: str) -> None:
    assert html.is_page(data)
    assert [block.text for block in from_bytes(data, "x").blocks if isinstance(block, Paragraph)] == [seen]


@pytest.mark.parametrize(
    ("data", "is_page"),
    [
        (b"  <!-- saved --> <!DOCTYPE HTML PUBLIC>", True),
        (b"<table><tr><td>x", True),
        (b"<p>x</p>\t1", False),
        (b"<head1>", False),
        (b"text <html>", False),
        (b"", False),
    ],
)
def test_pages_are_told_by_their_beginning(data: bytes, is_page: bool) -> None:
    assert html.is_page(data) is is_page


def test_a_page_nested_beyond_measure_is_refused() -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read("<div>" * 5000 + "x")


def test_a_page_needs_lxml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml", None)
    with pytest.raises(MissingDependencyError, match=r'pip install "fzfin\[office\]"'):
        read("x")


def test_a_text_that_turns_the_direction_of_writing_is_kept_for_the_audit_of_figures() -> None:
    assert shown("<p>\u200f决算\u200b表\u202e12.50</p>") == ["决算表\u202e12.50"]


def test_a_table_goes_on_with_the_one_before_it_though_its_first_row_has_one_cell() -> None:
    first = "<table><tr><td>项目<td>决算数<tr><td>1.因公出国（境）<td>2.00</table>"
    rest = "<table><tr><td>费<td><tr><td>2.公务接待费<td>1.00</table>"
    assert shown(first + rest)[1] == (("费", ""), ("2.公务接待费", "1.00"))
    assert shown(first + "<p>另表</p>" + rest)[2:4] == ["费", (("2.公务接待费", "1.00"),)]
    title = "<table><tr><td colspan=2>支出决算表<tr><td>项目<td>决算数</table>"
    assert shown(first + title)[1:3] == ["支出决算表", (("项目", "决算数"),)]
