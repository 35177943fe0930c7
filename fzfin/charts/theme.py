"""How every chart looks: the theme ``fzfin`` of Altair, its colours, sizes and the formats of the language."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import altair as alt

from fzfin import settings
from fzfin.charts.words import Lang
from fzfin.vocab import rows

WIDTH: Final = 780
"""Pixels from the first letter of the labels to the last of the figures: fits a page of 800 pixels."""

TITLE_SIZE: Final = 18
SUBTITLE_SIZE: Final = 13
TEXT_SIZE: Final = 13
SMALL_SIZE: Final = 12

FONT: Final = (
    "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, Hiragino Sans GB, "
    "sans-serif"
)
"""Ends in a generic family: without one, vl-convert drops all text where no named font is installed."""

INK: Final = "#1d2731"
MUTED: Final = "#5b6773"
GREY: Final = "#8793a0"
SILVER: Final = "#c3cbd4"
PALE: Final = "#e4e9ef"
LINE: Final = "#d3dae1"
BLUE: Final = "#1f5f99"
SKY: Final = "#86b4dc"
ORANGE: Final = "#d5701c"
SAND: Final = "#f0bd8b"

PARTS: Final[tuple[tuple[str, str], ...]] = (
    (BLUE, "white"),
    (SKY, INK),
    (SILVER, INK),
    (SAND, INK),
    (GREY, "white"),
    ("#123a5e", "white"),
    (PALE, INK),
    (ORANGE, "white"),
)
"""The colours of parts in their order, each with the colour of the text upon it."""


def locale(lang: Lang) -> dict[str, dict[str, Any]]:
    """Give the number and time formats of a language, as Vega takes them.

    Example:
        >>> locale("en")["time"]["shortMonths"][0]
        'Jan'
    """
    made: dict[str, dict[str, Any]] = {"number": {}, "time": {}}
    for row in rows("locales"):
        if row["lang"] == lang:
            values = row["value"].split("|")
            made[row["part"]][row["key"]] = values if len(values) > 1 else row["value"]
    made["number"]["grouping"] = [int(made["number"]["grouping"])]
    return made


def _config(lang: Lang) -> alt.theme.ThemeConfig:
    text = {"labelFontSize": SMALL_SIZE, "titleFontSize": SMALL_SIZE, "labelColor": MUTED, "titleColor": MUTED}
    config: Any = {
        "background": "white",
        "font": FONT,
        "padding": 8,
        "locale": locale(lang),
        "view": {"stroke": None, "continuousWidth": 560, "continuousHeight": 260},
        "title": {
            "anchor": "start",
            "frame": "bounds",
            "fontSize": TITLE_SIZE,
            "fontWeight": "bold",
            "color": INK,
            "lineHeight": TITLE_SIZE + 6,
            "subtitleFontSize": SUBTITLE_SIZE,
            "subtitleColor": MUTED,
            "subtitleLineHeight": SUBTITLE_SIZE + 5,
            "subtitlePadding": 6,
            "offset": 14,
            "limit": 0,
        },
        "axis": {
            **text,
            "grid": False,
            "domain": False,
            "ticks": False,
            "labelLimit": 0,
            "titleFontWeight": "normal",
            "titlePadding": 6,
            "gridColor": PALE,
        },
        "legend": {**text, "labelLimit": 0, "titleFontWeight": "normal", "orient": "top", "symbolType": "square"},
        "text": {"fontSize": TEXT_SIZE, "color": INK},
        "bar": {"color": BLUE},
        "point": {"size": 90, "strokeWidth": 2, "color": BLUE},
        "line": {"color": BLUE, "strokeWidth": 2},
        "range": {"category": [fill for fill, _ in PARTS], "diverging": [BLUE, PALE, ORANGE], "ramp": [PALE, BLUE]},
    }
    return alt.theme.ThemeConfig(config=config)


def enable(lang: Lang | None = None) -> None:
    """Make the theme the one that Altair uses; `lang` gives the formats of dates in charts of one's own.

    Without it they are those of the language that is set (`fzfin.settings`).

    Example:
        >>> enable("en")
        >>> alt.theme.active
        'fzfin'
    """
    alt.theme.register("fzfin", enable=True)(partial(_config, settings.language(lang)))
