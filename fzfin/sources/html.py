"""Web pages → blocks: tables with rowspan and colspan, tables that only lay a page out, paragraphs and lines."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from fzfin.errors import MissingDependencyError, SourceError
from fzfin.sources.document import Document
from fzfin.sources.grid import Cell, spread
from fzfin.sources.limits import MAX_COLUMNS
from fzfin.sources.markup import number
from fzfin.sources.stream import Stream

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SNIFFED: Final = 4096
_PAGE: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|link|table|div|script|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET: Final = re.compile(rb"""<(?:meta[^>]*?charset\s*=|\?xml[^>]*?encoding\s*=)\s*["']?\s*([\w.:-]{2,30})""", re.I)
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHINESE: Final = frozenset({"gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "gb18030"})

_SKIPPED: Final = frozenset(
    {"head", "script", "style", "noscript", "template", "select", "button", "textarea", "svg", "iframe", "object"}
)
_INLINE: Final = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdo",
        "big",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "small",
    }
    | {"span", "strike", "strong", "sub", "sup", "tt", "u", "var", "nobr", "wbr"}
)
_STRUCK: Final = frozenset({"del"})
_HIDDEN: Final = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
_WIDE_BREAK: Final = re.compile(r"(?<=[^\x00-\xff])[ \t\r\f]*\n[ \t\r\n\f]*(?=[^\x00-\xff])")


def is_page(data: bytes) -> bool:
    """Say whether bytes begin as a web page does, in whatever encoding."""
    head = data[:_SNIFFED]
    for mark, _ in _BOMS:
        head = head.removeprefix(mark)
    return _PAGE.match(head.replace(b"\x00", b"")) is not None


def decode(data: bytes) -> str:
    """Decode a page: by its mark; as UTF-8 if it is, whatever it says; else by what it says, or as GB18030."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    said = _CHARSET.search(data[:_SNIFFED])
    encodings = ["utf-8", "gb18030"]
    if said:
        label = said[1].decode("ascii").lower()
        try:
            known = "gb18030" if label in _CHINESE else codecs.lookup(label).name
            if not known.startswith("utf-16"):
                encodings.insert(1, known)
        except LookupError:
            pass
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):  # LookupError: a codec that is none for text, such as hex
            continue
    return data.decode("utf-8" if not said or b"utf" in said[1].lower() else "gb18030", "replace")


def read(data: bytes, name: str, sha256: str) -> Document:
    """Read a web page.

    Raises:
        MissingDependencyError: lxml is not installed.
        SourceError: The page is nested deeper than a page that people wrote, or holds nothing.
    """
    try:
        from lxml import etree
    except ImportError as error:
        raise MissingDependencyError(
            f'{name} is a web page, and reading one needs lxml: pip install "fzfin[office]"'
        ) from error
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(decode(data).encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(f"{name}: expected a web page, found markup that cannot be read: {error}") from error
    fatal = [entry.message for entry in parser.error_log.filter_from_fatals()]
    if root is None or fatal:
        raise SourceError(
            f"{name}: expected a web page, found {f'markup that cannot be read: {fatal[0]}' if fatal else 'nothing'}"
        )
    page = _Page(name)
    page.walk(root)
    page.flush()
    return page.stream.document(sha256, "html")


class _Page:
    """Walks the elements of a page in reading order; the parser limits how deep they lie within each other."""

    def __init__(self, name: str) -> None:
        self.stream = Stream(name)
        self.text: list[str] = []

    def flush(self) -> None:
        self.stream.paragraph(_tidy("".join(self.text)))
        self.text = []

    def walk(self, element: Element) -> None:
        tag = _tag(element)
        if tag == "br":
            self.text.append("\v")
        elif tag == "img":
            self.stream.leave(element.get("alt") or "", "a picture")
        elif tag == "table":
            self.flush()
            self._table(element)
        elif not self._unseen(element, tag):
            inline = tag in _INLINE
            if not inline:
                self.flush()
            self.text.append(_literal(element.text, tag))
            for below in element:
                self.walk(below)
                self.text.append(_literal(below.tail, tag))
            if not inline:
                self.flush()

    def _unseen(self, element: Element, tag: str) -> bool:
        if tag in _SKIPPED:
            return True
        hidden = _is_hidden(element)
        if hidden or tag in _STRUCK:
            text = _tidy("".join(str(piece) for piece in element.itertext()))
            if any(char.isdigit() for char in text):
                self.stream.leave(text, "text that the page hides" if hidden else "text that the page marks as deleted")
        return hidden or tag in _STRUCK

    def _table(self, table: Element) -> None:
        if self._unseen(table, "table"):
            return
        rows = [row for row in _rows(table) if not self._unseen(row, "tr")]
        for caption in table.iterchildren("caption"):
            self.walk(caption)
        self.flush()
        if any(True for _ in table.iterdescendants("table")):
            for row in rows:
                for cell in _cells(row):
                    self.walk(cell)
                    self.flush()
            return
        laid: list[list[Cell]] = []
        for at, row in enumerate(rows):
            laid.append([])
            for cell in _cells(row):
                if self._unseen(cell, "td"):
                    continue
                down = len(rows) - at
                deep = down if cell.get("rowspan") == "0" else number(cell.get("rowspan"), 1, down)
                text = self._cell_text(cell)
                laid[-1].append(Cell(text, number(cell.get("colspan"), 1, MAX_COLUMNS), deep))
        self.stream.table(spread(laid, self.stream.name))

    def _cell_text(self, cell: Element) -> str:
        pieces: list[str] = []
        self._gather(cell, pieces)
        return "\n".join(line.strip() for line in _tidy("".join(pieces)).split("\n") if line.strip())

    def _gather(self, element: Element, pieces: list[str]) -> None:
        tag = _tag(element)
        pieces.append(_literal(element.text, tag))
        for below in element:
            inner = _tag(below)
            if inner == "br":
                pieces.append("\v")
            elif inner == "img":
                self.stream.leave(below.get("alt") or "", "a picture")
            elif not self._unseen(below, inner):
                around = "" if inner in _INLINE else "\v"
                pieces.append(around)
                self._gather(below, pieces)
                pieces.append(around)
            pieces.append(_literal(below.tail, tag))


def _tag(element: Element) -> str:
    return element.tag if isinstance(element.tag, str) else "script"


def _literal(text: str | None, tag: str) -> str:
    """A text node; in `pre`, its line ends are kept as those that are printed."""
    if not text:
        return ""
    text = text.replace("\v", " ")
    return text.replace("\r\n", "\v").replace("\n", "\v") if tag == "pre" else text


def _tidy(text: str) -> str:
    """Collapse white space as browsers do, except that a line end of the source between Chinese letters is nothing."""
    lines = (_BLANKS.sub(" ", _WIDE_BREAK.sub("", line)).strip() for line in text.split("\v"))
    return "\n".join(lines)


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def _rows(table: Element) -> Iterator[Element]:
    for below in table:
        if below.tag == "tr":
            yield below
        elif below.tag in ("thead", "tbody", "tfoot"):
            yield from below.iterchildren("tr")


def _cells(row: Element) -> Iterator[Element]:
    yield from row.iterchildren("td", "th")
