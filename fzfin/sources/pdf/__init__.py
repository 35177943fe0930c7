"""PDF with a text layer → paragraphs and grids in reading order, each with its place on the page."""

from fzfin.sources.pdf.document import read

__all__ = ["read"]
