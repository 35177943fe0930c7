"""The index page of a run: the disclosures, the reports of each, and what failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import fzfin
from fzfin.reports.vega import asset
from fzfin.reports.wording import LANGUAGES, words

if TYPE_CHECKING:
    from fzfin.reports.batch import Page


@dataclass(frozen=True, slots=True)
class Contents:
    """How an index is headed where it is not one of reports, and under which headings its pages stand.

    Attributes:
        title: The heading of the index.
        lead: A sentence below it.
        groups: The heading above a page, by the name of its notebook.
    """

    title: str
    lead: str
    groups: Mapping[str, str]


def overview(pages: Sequence[Page], lang: str, made_on: str, contents: Contents | None = None) -> str:
    """The index of some pages, those of one source side by side, as one HTML file without a script."""
    from jinja2 import Environment

    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(asset("overview.html.j2"))
    w = words(lang)
    contents = contents or Contents(w["index_title"], w["index_lead"], {})
    sources = []
    for source, group in groupby(pages, key=lambda page: page.source):
        held = list(group)
        headings = dict.fromkeys(contents.groups.get(page.notebook, "") for page in held)
        sources.append(
            (source, [(head, [p for p in held if contents.groups.get(p.notebook, "") == head]) for head in headings])
        )
    return template.render(
        sources=sources,
        contents=contents,
        pages=pages,
        failed=sum(not page.ok for page in pages),
        made=sum(page.path is not None for page in pages),
        w=w,
        tag=LANGUAGES[lang],
        css=asset("report.css") + asset("overview.css"),
        version=fzfin.__version__,
        made_on=made_on,
    )
