"""Frames as tables for reading: figures with separators, words of the language, what was not printed as a dash."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import polars as pl

from fzfin import settings
from fzfin.charts.data import prepare
from fzfin.charts.formats import kind_of, scaled, written
from fzfin.charts.lines import clean
from fzfin.charts.theme import INK, LINE, MUTED, PALE
from fzfin.charts.words import Lang, heading, unit_word, word

if TYPE_CHECKING:
    from great_tables import GT

_NAMES: Final = ("label", "line_name", "item_name", "name", "item", "measure")
DEPTHS: Final = {"total": 0, "fund": 1, "source": 1, "class": 2, "residual": 2, "section": 3, "item": 4}
"""How deep a level lies: rows are indented by the order of the depths that a frame has."""
_SHORT: Final = 3
"""Headings of so few letters are not broken: Chinese ones would stand one letter to a line."""
_MANY: Final = 8
"""Tables of more columns than these are set closer, so that they fit on a page."""
_STYLE: Final = (
    ".gt_table { table-layout: auto !important; }",  # JupyterLab makes all columns equally wide
    ".gt_title { font-weight: bold !important; }",
    ".gt_col_heading { text-wrap: balance; }",
    ".gt_row { text-wrap: pretty; }",
)
_LATIN: Final = ("Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans")
"""Fonts that go first in English: the quotation marks of a Chinese font are as wide as a character."""
_FONTS: Final = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "sans-serif",
)


def table(
    frame: pl.DataFrame | pl.LazyFrame,
    *,
    title: str,
    subtitle: str | None = None,
    columns: Sequence[str] | None = None,
    unit: str | None = None,
    lang: Lang | None = None,
) -> GT:
    """Set a frame as a table (表格).

    Floats are amounts in 万元, shown in `unit` with two decimals; columns whose names end in ``pct`` are percentages as
    printed, in ``rate`` or ``share`` computed fractions, shown as percentages; changes carry their sign. A null is a
    dash, a printed zero 0.00. Categories and headings come in the language asked for. Text is escaped.

    Args:
        frame: Any frame of the contract or of an analysis. Where it has a column ``level``, names are indented by it,
            totals are bold, and the column itself is shown only if `columns` names it.
        title: The finding or the subject.
        subtitle: The definition; the unit is added where there is money.
        columns: The columns to show, in order; all but ``level`` if not given.
        unit: The unit shown: a key of `fzfin.vocab.UNITS`.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`, as with the unit.

    Raises:
        SchemaError: `columns` names one that the frame does not have, or there are more than 5,000 rows.
        ParameterError: The unit or language is unknown.

    Example:
        >>> lines = pl.DataFrame({"label": ["Research"], "actual": [850.3], "change_rate": [None]})
        >>> made = table(lines, title="Lines", lang="en")
        >>> "850.30" in made.as_raw_html()
        True
    """
    lang, unit = settings.language(lang), settings.money_unit(unit)
    from great_tables import GT, loc, style

    words = unit_word(unit, lang)
    whole = frame.collect() if isinstance(frame, pl.LazyFrame) else frame
    fit = prepare(whole, list(columns or ()))
    shown = list(columns) if columns is not None else [name for name in fit.columns if name != "level"]
    kinds = {name: kind_of(name, fit.schema[name]) for name in shown}
    ready = scaled(fit, [name for name in shown if kinds[name] == "money"], unit)
    texts = pl.DataFrame([pl.Series(name, written(name, ready[name], unit, lang), dtype=pl.String) for name in shown])
    has_money = any(kind == "money" for kind in kinds.values())
    below = [clean(subtitle)] if subtitle else []
    below += [word("in_unit", lang, unit=words)] if has_money else []
    made = GT(texts).tab_header(title=clean(title), subtitle=" ".join(below) or None)
    made = made.cols_label({name: heading(name, lang) for name in shown})
    short = [name for name in shown if len(heading(name, lang)) <= _SHORT]
    if short:
        made = made.tab_style(style.css("white-space: nowrap;"), loc.column_labels(columns=short))
    left = [name for name in shown if kinds[name] == "text"]
    right = [name for name in shown if kinds[name] != "text"]
    made = made.cols_align("left", left) if left else made
    if right:
        made = made.cols_align("right", right)
        figures = style.css("font-variant-numeric: tabular-nums; white-space: nowrap;")
        made = made.tab_style(figures, loc.body(columns=right))
    codes = [name for name in shown if name == "code" or name.endswith("_code")]
    places = [name for name in shown if name.endswith("_locator")]
    if codes:
        made = made.tab_style(style.css("white-space: nowrap; min-width: 0; width: 1%;"), loc.body(columns=codes))
    if places:
        made = made.tab_style(style.css("min-width: 0;"), loc.body(columns=places))
    name = next((candidate for candidate in _NAMES if candidate in shown), None)
    if name is not None and shown[0] in codes:
        made = made.tab_style(style.css("min-width: 10rem;"), loc.body(columns=[str(name)]))
    if len(shown) > _MANY:
        close = style.css("padding-left: .45rem; padding-right: .45rem;")
        others = [column for column in shown if column != name]
        made = made.tab_style(close, [loc.body(columns=others), loc.column_labels(columns=others)])
    if name is not None and "level" in fit.columns:
        wide, narrow = list(shown), [str(name)]
        depths = [DEPTHS.get(str(level), 0) for level in fit["level"]]
        for indent, depth in enumerate(sorted(set(depths))):
            at = [row for row, found in enumerate(depths) if found == depth]
            if indent:
                made = made.tab_style(style.css(f"padding-left: {0.4 + 1.2 * indent:.1f}em;"), loc.body(narrow, at))
        totals = [row for row, level in enumerate(fit["level"]) if level == "total"]
        if totals:
            made = made.tab_style(style.css("font-weight: bold;"), loc.body(wide, totals))
    source = "source_both" if "budget_locator" in shown else "source"
    return made.tab_source_note(word("nothing" if texts.is_empty() else source, lang)).tab_options(
        table_font_names=[*(_LATIN if lang == "en" else ()), *_FONTS],
        table_font_size="14px",
        table_font_color=INK,
        table_width="100%",
        heading_align="left",
        heading_title_font_size="18px",
        heading_title_font_weight="bold",
        heading_subtitle_font_size="13px",
        column_labels_font_weight="bold",
        column_labels_font_size="13px",
        data_row_padding="5px",
        data_row_padding_horizontal="9px",
        column_labels_padding_horizontal="9px",
        heading_padding_horizontal="9px",
        source_notes_padding_horizontal="9px",
        table_border_top_style="none",
        table_border_bottom_color=LINE,
        table_body_hlines_color=PALE,
        source_notes_font_size="12px",
        table_font_color_light=MUTED,
        table_additional_css=[*_STYLE],
    )
