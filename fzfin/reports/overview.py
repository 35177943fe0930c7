"""The index page of a run: the disclosures, the reports of each, and what failed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import fzfin
from fzfin.reports.vega import asset
from fzfin.reports.wording import LANGUAGES, words

if TYPE_CHECKING:
    from fzfin.reports.batch import Page


def overview(pages: Sequence[Page], lang: str, made_on: str) -> str:
    """The index of some pages, those of one source side by side, as one HTML file without a script."""
    from jinja2 import Environment

    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(asset("overview.html.j2"))
    sources = [(source, list(group)) for source, group in groupby(pages, key=lambda page: page.source)]
    return template.render(
        sources=sources,
        pages=pages,
        failed=sum(not page.ok for page in pages),
        made=sum(page.path is not None for page in pages),
        w=words(lang),
        tag=LANGUAGES[lang],
        css=asset("report.css") + asset("overview.css"),
        version=fzfin.__version__,
        made_on=made_on,
    )
