"""What stands above a chart and what is said instead of it: title, subtitle, description, the empty chart."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

import altair as alt
import polars as pl

from fzfin.charts.layers import layered
from fzfin.charts.lines import clean, wrap
from fzfin.charts.pixels import pixels
from fzfin.charts.theme import LINE, MUTED, SUBTITLE_SIZE, TEXT_SIZE, TITLE_SIZE, WIDTH
from fzfin.charts.words import Lang, word

_MOST_SAID: Final = 40
_EMPTY_HEIGHT: Final = 72


def caption(title: str, subtitle: str) -> alt.TitleParams:
    """Make the title of a chart, broken into lines at the width of a chart.

    Example:
        >>> caption("Spending fell", "10k yuan").text
        ['Spending fell']
    """
    below = clean(subtitle)
    return alt.TitleParams(
        text=wrap(clean(title), WIDTH, TITLE_SIZE + 0.5),
        subtitle=wrap(below, WIDTH, SUBTITLE_SIZE, even=False) if below else [],
    )


def description(title: str, subtitle: str, said: Sequence[str], lang: Lang) -> str:
    """Say a chart in one text for those who cannot see it: title, subtitle and its figures in order.

    Example:
        >>> description("Spending fell", "10k yuan", ["2022 5.00"], "en")
        'Spending fell. 10k yuan. 2022 5.00'
    """
    stop = word("sentence", lang)
    figures = word("join", lang).join(said[:_MOST_SAID])
    return stop.join(part for part in (clean(title).rstrip(stop), clean(subtitle).rstrip(stop), figures) if part)


def hover_name(title: str, frame: pl.DataFrame) -> str:
    """Name the selection of a chart by its content, so that the same chart is always the same text.

    Example:
        >>> hover_name("Spending", pl.DataFrame({"a": [1]})) == hover_name("Spending", pl.DataFrame({"a": [1]}))
        True
    """
    return "hover_" + sha256(f"{title}\0{frame.to_dicts()}".encode()).hexdigest()[:12]


def nothing(title: str, subtitle: str, lang: Lang) -> alt.LayerChart:
    """Make the chart that stands for an empty frame: its title, and that there is nothing to show.

    Example:
        >>> nothing("Spending", "10k yuan", "en").height
        72
    """
    says = word("nothing", lang)
    single = alt.InlineData(values=[{}])
    frame = alt.Chart(single).mark_rect(fill=None, stroke=LINE, strokeDash=[4, 3], aria=False)
    text = alt.Chart(single).mark_text(text=says, color=MUTED, fontSize=TEXT_SIZE, description=says)
    spread = pixels(x=0, x2=WIDTH, y=0, y2=_EMPTY_HEIGHT)
    layers = (frame.encode(**spread), text.encode(**pixels(x=WIDTH / 2, y=_EMPTY_HEIGHT / 2)))
    return layered(
        layers,
        width=WIDTH,
        height=_EMPTY_HEIGHT,
        title=caption(title, subtitle),
        description=description(title, subtitle, [says], lang),
    )
