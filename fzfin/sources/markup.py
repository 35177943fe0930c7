"""XML parts of documents, parsed without the parts of XML that attack: no document type, no entities, no links."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from fzfin.errors import SourceError


class _NoDoctype(Exception):  # noqa: N818  (a signal, not an error)
    """A document type was met."""


class _Builder(ElementTree.TreeBuilder):
    """Builds the tree, and stops at a document type: only there can entities be declared."""

    def doctype(self, name: str, pubid: str, system: str) -> None:
        raise _NoDoctype


def parse(data: bytes, part: str, name: str) -> Element:
    """Parse an XML part of a file; its elements lose their namespaces, in which strict and usual files differ.

    Args:
        data: The bytes of the part.
        part: The name of the part inside the file, for messages.
        name: The name of the file.

    Raises:
        SourceError: The part is no well-formed XML, or declares a document type, as no office file does.
    """
    parser = ElementTree.XMLParser(target=_Builder())  # noqa: S314
    try:
        parser.feed(data)
        root = parser.close()
    except _NoDoctype:
        raise SourceError(
            f"{name}: {part} declares a document type (and may declare entities), which no office file does. "
            "The file is not read."
        ) from None
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise SourceError(f"{name}: {part} is damaged: {error}. Fetch the file again, or save it anew.") from error
    if not isinstance(root, Element):
        raise SourceError(f"{name}: {part} is empty. Fetch the file again, or save it anew.")
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def attribute(element: Element | None, wanted: str) -> str | None:
    """An attribute by its name without namespace."""
    if element is None:
        return None
    for found, value in element.attrib.items():
        if found.rpartition("}")[2] == wanted:
            return value
    return None


def child(element: Element | None, wanted: str) -> Element | None:
    """The first child of a name."""
    return None if element is None else element.find(wanted)


def number(text: str | None, default: int, most: int) -> int:
    """A whole number from 1 to `most` out of an attribute, `default` where there is none."""
    if text is None or not text.strip().isascii() or not text.strip().isdigit():
        return default
    return min(max(int(text[:9]), 1), most)
