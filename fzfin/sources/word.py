"""Word files (.docx) → blocks: paragraphs and tables in the order of the document, as they are printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from fzfin.errors import SourceError
from fzfin.sources.archive import Archive
from fzfin.sources.document import Document
from fzfin.sources.limits import MAX_COLUMNS, MAX_DEPTH
from fzfin.sources.markup import attribute, child, number, parse
from fzfin.sources.numbering import Numbering
from fzfin.sources.stream import Stream

_DELETED: Final = frozenset({"del", "moveFrom"})
_WRAPPERS: Final = frozenset({"ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo"})
_OBJECTS: Final = {"object": "an embedded object", "altChunk": "an embedded document"}
_OFF: Final = frozenset({"0", "false", "off", "none"})


def read(data: bytes, name: str, sha256: str) -> Document:
    """Read a .docx file: what is printed of its body; headers and footers are left out.

    Deleted and hidden text, pictures and embedded objects are left over with their reason.

    Raises:
        SourceError: The file is damaged, or larger or more deeply nested than any account.
    """
    package = Archive(data, name)
    main = _main(package, name)
    root = parse(package.read(main), main, name)
    reader = _Reader(package, name)
    reader.body(child(root, "body"), 0)
    return reader.stream.document(sha256, "docx")


def _main(package: Archive, name: str) -> str:
    """The part that holds the text, by whatever name the file's own links call it."""
    links = "_rels/.rels"
    if links in package:
        for link in parse(package.read(links), links, name):
            if (attribute(link, "Type") or "").endswith("/officeDocument"):
                return (attribute(link, "Target") or "").lstrip("/")
    return "word/document.xml"


class _Text:
    """The text of a paragraph while it is read, and what hangs on it: text boxes and notes."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.boxes: list[Element] = []
        self.notes: list[str] = []

    def __str__(self) -> str:
        return "".join(self.pieces)


class _Reader:
    """Reads the parts of one package."""

    def __init__(self, package: Archive, name: str) -> None:
        self.name = name
        self.stream = Stream(name)
        self.numbering = Numbering(package, name)
        self.notes: dict[str, Element] = {}
        for kind in ("footnote", "endnote"):
            part = f"word/{kind}s.xml"
            if part in package:
                root = parse(package.read(part), part, name)
                self.notes |= {f"{kind}{attribute(note, 'id')}": note for note in root.iterfind(kind)}

    def body(self, element: Element | None, depth: int) -> None:
        """Read paragraphs and tables in order, through content controls and revisions."""
        self._descend(depth)
        for found in () if element is None else element:
            kind = found.tag
            if kind == "p":
                self._paragraph(found, depth)
            elif kind == "tbl":
                self._table(found, depth)
            elif kind == "sdt":
                self.body(child(found, "sdtContent"), depth + 1)
            elif kind in _WRAPPERS:
                self.body(found, depth + 1)
            elif kind == "AlternateContent":
                self.body(_choice(found), depth + 1)
            else:
                self._unread(found, kind)

    def _descend(self, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise SourceError(
                f"{self.name}: expected parts within each other at most {MAX_DEPTH} deep, found deeper ones "
                f"(after P{self.stream.paragraphs}). Save the document anew from a word processor."
            )

    def _unread(self, element: Element, kind: str) -> None:
        """Note what stands in the document but is not read."""
        if kind in _DELETED:
            text = "".join(found.text or "" for found in element.iter() if found.tag in ("t", "delText"))
            if text.strip():
                self.stream.leave(text, "text that a tracked change deleted")
        elif kind in _OBJECTS:
            self.stream.leave("", f"{_OBJECTS[kind]} is not read")

    def _paragraph(self, element: Element, depth: int) -> None:
        text = _Text()
        self._inline(element, text, depth + 1)
        self.stream.paragraph(self._numbered(element, str(text)))
        self._hanging(text, depth)

    def _numbered(self, element: Element, text: str) -> str:
        """A paragraph with its numeral; one that says nothing is not counted."""
        if not text.strip():
            return ""
        label = self.numbering.label(element)
        apart = " " if label[-1:] == "." and text.lstrip()[:1].isdigit() else ""
        return f"{label}{apart}{text.lstrip() if label else text}"

    def _hanging(self, text: _Text, depth: int) -> None:
        for box in text.boxes:
            self.body(box, depth + 1)
        for note in text.notes:
            if note in self.notes:
                self.body(self.notes.pop(note), depth + 1)

    def _inline(self, element: Element, text: _Text, depth: int) -> None:
        """Gather what is printed of a paragraph, run or anything inside."""
        self._descend(depth)
        for found in element:
            kind = found.tag
            if kind == "t":
                text.pieces.append(found.text or "")
            elif kind in ("tab", "ptab"):
                text.pieces.append("\t")
            elif kind in ("br", "cr"):
                text.pieces.append("\n" if attribute(found, "type") in (None, "textWrapping") else "")
            elif kind == "noBreakHyphen":
                text.pieces.append("-")
            elif kind == "r" and _is_hidden(found):
                hidden = "".join(part.text or "" for part in found.iterfind("t"))
                if hidden.strip():
                    self.stream.leave(hidden, "hidden text")
            elif kind in ("footnoteReference", "endnoteReference"):
                text.notes.append(f"{kind.removesuffix('Reference')}{attribute(found, 'id')}")
            elif kind == "txbxContent":
                text.boxes.append(found)
            elif kind == "AlternateContent":
                chosen = _choice(found)
                if chosen is not None:
                    self._inline(chosen, text, depth + 1)
            elif kind == "blip" or kind == "imagedata":
                self.stream.leave("", "a picture")
            elif kind == "ruby":
                base = child(found, "rubyBase")
                if base is not None:
                    self._inline(base, text, depth + 1)
            elif kind in _DELETED or kind in _OBJECTS:
                self._unread(found, kind)
            elif kind not in ("pPr", "rPr", "instrText", "delText", "delInstrText"):
                self._inline(found, text, depth + 1)

    def _table(self, table: Element, depth: int) -> None:
        self._descend(depth)
        rows = [row for row in _through(table, "tr") if not self._is_deleted(row)]
        if any(found.tag == "tbl" for row in rows for cell in _through(row, "tc") for found in _flow(cell)):
            for row in rows:
                for cell in _through(row, "tc"):
                    self.body(cell, depth + 1)
            return
        hanging = _Text()
        laid = [self._row(row, hanging, depth + 1) for row in rows]
        self.stream.table(laid)
        self._hanging(hanging, depth)

    def _row(self, row: Element, hanging: _Text, depth: int) -> list[str | None]:
        properties = child(row, "trPr")
        out: list[str | None] = [""] * _span(child(properties, "gridBefore"), 0)
        for cell in _through(row, "tc"):
            settings = child(cell, "tcPr")
            merged = child(settings, "vMerge")
            covered = merged is not None and attribute(merged, "val") in (None, "continue")
            beside = child(settings, "hMerge")
            covered |= beside is not None and attribute(beside, "val") in (None, "continue")
            text = self._cell(cell, hanging, depth)
            if covered and text:
                self.stream.leave(text, "text in a cell that a merged cell covers", f"t{self.stream.tables + 1}")
            out.append(None if covered else text)
            out += [None] * (_span(child(settings, "gridSpan"), 1) - 1)
            if len(out) > MAX_COLUMNS:
                break
        return out

    def _cell(self, cell: Element, hanging: _Text, depth: int) -> str:
        """The text of a cell, its paragraphs as lines; what hangs on it comes after the table."""
        lines = []
        for found in _flow(cell):
            text = _Text()
            self._inline(found, text, depth + 1)
            if str(text).strip():
                lines.append(self._numbered(found, str(text)).replace("\t", " ").strip())
            hanging.boxes += text.boxes
            hanging.notes += text.notes
        return "\n".join(lines)

    def _is_deleted(self, row: Element) -> bool:
        deleted = child(child(row, "trPr"), "del") is not None
        if deleted:
            text = " | ".join("".join(piece.text or "" for piece in cell.iter()) for cell in _through(row, "tc"))
            self.stream.leave(text, "a table row that a tracked change deleted")
        return deleted


def _choice(alternates: Element) -> Element | None:
    """Of the same thing in two forms, the first that holds a text; the other is for older programs."""
    forms = [form for form in alternates if form.tag in ("Choice", "Fallback")]
    for form in forms:
        if any(found.tag in ("t", "txbxContent") for found in form.iter()):
            return form
    return forms[0] if forms else None


def _through(element: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, also those inside content controls and insertions."""
    stack = [iter(element)]
    while stack:
        found = next(stack[-1], None)
        if found is None:
            stack.pop()
        elif found.tag == wanted:
            yield found
        elif found.tag in _WRAPPERS or found.tag in ("sdt", "sdtContent"):
            stack.append(iter(found))


def _flow(cell: Element) -> Iterator[Element]:
    """The paragraphs and tables of a cell, also those inside content controls and insertions."""
    stack = [iter(cell)]
    while stack:
        found = next(stack[-1], None)
        if found is None:
            stack.pop()
        elif found.tag in ("p", "tbl"):
            yield found
        elif found.tag in _WRAPPERS or found.tag in ("sdt", "sdtContent"):
            stack.append(iter(found))


def _span(element: Element | None, default: int) -> int:
    return number(attribute(element, "val"), default, MAX_COLUMNS + 1)


def _is_hidden(run: Element) -> bool:
    vanish = child(child(run, "rPr"), "vanish")
    return vanish is not None and attribute(vanish, "val") not in _OFF
