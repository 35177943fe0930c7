"""The Sankey diagram (桑基图): from sources over the account to uses, each flow as wide as it is large."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import polars as pl

from fzfin import settings
from fzfin.charts.canvas import tooltips
from fzfin.charts.caption import caption, description, hover_name, nothing
from fzfin.charts.data import prepare
from fzfin.charts.formats import NOTHING, fraction, money, scaled, titled
from fzfin.charts.layers import layered
from fzfin.charts.lines import width, wrap
from fzfin.charts.plane import Plane, rows
from fzfin.charts.ribbons import Flow, columns_of, lay_out
from fzfin.charts.theme import BLUE, GREY, INK, MUTED, ORANGE, SKY, SMALL_SIZE, TEXT_SIZE, WIDTH
from fzfin.charts.words import Lang, heading, value, word
from fzfin.errors import SchemaError

_TONES: Final = {
    "revenue": BLUE,
    "expenditure": SKY,
    "opening": GREY,
    "closing": GREY,
    "other": GREY,
    "difference": ORANGE,
}
_OPTIONAL: Final = ("share", "source_total", "target_total")
_TALL: Final = 320.0
_THICK: Final = 9.0
_ROOM: Final = 172.0
_BESIDE: Final = 8.0
_LINE: Final = 16.0
_LEAST: Final = 0.6
_FOOT: Final = 18.0
_WHOLE: Final = 1e-9
_NEGATIVE: Final = "negative"


def sankey(
    frame: pl.DataFrame | pl.LazyFrame, *, title: str, subtitle: str, unit: str | None = None, lang: Lang | None = None
) -> alt.LayerChart:
    """Draw a Sankey diagram (桑基图): money from its sources on the left to its uses on the right.

    Every node has its name and amount beside it. Flows too thin to be seen are named in a line below, never dropped.

    Args:
        frame: One row per link: ``source`` and ``target`` (nodes), ``amount`` in 万元, not below zero; if there,
            ``source_label`` and ``target_label`` (their words), ``source_total`` and ``target_total`` (printed amounts
            of nodes in the middle), ``kind`` (revenue, opening, expenditure, closing, other, difference: gives the
            colour), ``share`` (fraction of the whole), ``note`` and ``locator``; ``source_tip_…`` and ``target_tip_…``
            are kept with the nodes as ``tip_…``. Links of zero or null are left out.
            Nodes stand in the order in which they come, nearest to where their money comes from.
        title: The finding.
        subtitle: The unit and the definition.
        unit: The unit shown: a key of `fzfin.vocab.UNITS`.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`, as with the unit.

    Raises:
        SchemaError: A column is missing or of another type, an amount is below zero, or the links run in a circle.
        ParameterError: The unit or language is unknown.

    Example:
        >>> links = pl.DataFrame(
        ...     {"source": ["Grants", "Account"], "target": ["Account", "Wages"], "amount": [100.0, 100.0]}
        ... )
        >>> chart = sankey(links, title="All of it went into wages", subtitle="10k yuan", lang="en")
    """
    lang, unit = settings.language(lang), settings.money_unit(unit)
    links = prepare(
        frame, ("source", "target", "amount"), numbers=("amount", *_OPTIONAL), optional=_OPTIONAL
    ).with_columns(pl.col("source", "target").fill_null(NOTHING))
    links = scaled(links, ("amount", "source_total", "target_total"), unit)
    if links.filter(pl.col("amount") < 0).height:
        raise SchemaError("the amounts of links must not be below zero: turn the link around instead")
    links = links.filter(pl.col("amount") > 0)
    if links.is_empty():
        return nothing(title, subtitle, lang)
    links = _with_words(links, unit, lang)
    drawn, small = _parted(links)
    labels = _labels(drawn, unit, lang)
    columns = columns_of(_triples(drawn))
    last = max(columns.values())
    room = [
        max((label["wide"] for key, label in labels.items() if columns[key] == column), default=0.0) + _BESIDE
        for column in (0, last)
    ]
    high = {key: len(label["lines"]) * _LINE + 4 for key, label in labels.items()}
    flow = lay_out(_triples(drawn), labels=high, left=room[0], right=WIDTH - room[1], thick=_THICK, tall=_TALL)
    foot = wrap(word("too_thin", lang, items=word("join", lang).join(small)), WIDTH, SMALL_SIZE) if small else []
    plane = Plane(WIDTH, flow.height + len(foot) * _FOOT + (4 if foot else 0))
    drawn, tips = tooltips(drawn, ("link", "amount", "share", "kind", "note", "locator"), unit, lang)
    hover = hover_name(title, links)
    told = {"tip_node": heading("label", lang), "tip_total": titled("amount", pl.Float64(), unit, lang)}
    node_tips = [alt.Tooltip(f"{name}:N", title=text) for name, text in told.items()]
    ground, nodes = _nodes(plane, flow, drawn, labels, node_tips, hover)
    layers = [ground, *_bands(plane, flow, drawn, tips, hover), *nodes]
    if foot:
        lines = [{"x": 0.0, "y": flow.height + 4 + (n + 0.5) * _FOOT, "text": line} for n, line in enumerate(foot)]
        marks = rows(lines).mark_text(align="left", baseline="middle", fontSize=SMALL_SIZE, color=MUTED, aria=False)
        layers.append(marks.encode(x=plane.x("x"), y=plane.y("y"), text=alt.Text("text:N")))
    return layered(
        layers,
        width=plane.width,
        height=plane.height,
        title=caption(title, subtitle),
        description=description(title, subtitle, links["says"].to_list(), lang),
    )


def _triples(links: pl.DataFrame) -> list[tuple[str, str, float]]:
    return list(links.select("source", "target", "amount").iter_rows())


def _with_words(links: pl.DataFrame, unit: str, lang: Lang) -> pl.DataFrame:
    """Add the words of nodes where they are missing, and of each link."""
    names = [
        pl.coalesce(f"{end}_label", end).alias(f"{end}_label")
        if f"{end}_label" in links.columns
        else pl.col(end).alias(f"{end}_label")
        for end in ("source", "target")
    ]
    kind = pl.col("kind") if links.schema.get("kind") == pl.String else pl.lit(None, pl.String)
    links = links.with_columns(*names, kind.fill_null("").alias("kind")).with_columns(
        link=pl.col("source_label") + " → " + pl.col("target_label"),
        tone=pl.col("kind").replace_strict(_TONES, default=SKY, return_dtype=pl.String),
    )
    says = [f"{link} {money(amount, unit)}" for link, amount in links.select("link", "amount").iter_rows()]
    return links.with_columns(pl.Series("says", says))


def _parted(links: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """The links that can be seen, and in words those that cannot; all are drawn where none can be seen."""
    through = max(
        links.group_by(end).agg(pl.col("amount").sum())["amount"].max() or 0.0 for end in ("source", "target")
    )
    seen = pl.col("amount") * _TALL / through >= _LEAST
    drawn = links.filter(seen)
    return (drawn, links.filter(~seen)["says"].to_list()) if drawn.height else (links, [])


def _labels(links: pl.DataFrame, unit: str, lang: Lang) -> dict[str, dict[str, Any]]:
    """The lines of each node's label: its name, then its amount and share."""
    sums: dict[str, dict[str, Any]] = {}
    for row in links.iter_rows(named=True):
        for end, side in (("source", "out"), ("target", "in")):
            held = sums.setdefault(
                row[end], {"label": row[f"{end}_label"], "total": None, "out": [], "in": [], "notes": []}
            )
            held["notes"].append(row.get("note"))
            held[side].append((row["amount"], row["share"]))
            held["total"] = held["total"] if row[f"{end}_total"] is None else row[f"{end}_total"]
    made = {}
    for key, held in sums.items():
        side = max((held["in"], held["out"]), key=lambda flows: sum(amount for amount, _ in flows))
        amount, shares = round(sum(amount for amount, _ in side), 6), [share for _, share in side]
        share = None if None in shares else sum(shares)
        if held["total"] is not None:
            share = None if share is None else share * held["total"] / amount
            amount = held["total"]
        text = money(amount, unit)
        if share is not None and abs(share - 1) > _WHOLE:
            text = word("aside", lang, text=text, aside=fraction(share))
        if held["notes"] == [_NEGATIVE]:
            text = word("aside", lang, text=text, aside=value("note", _NEGATIVE, lang))
        lines = wrap(held["label"] or NOTHING, _ROOM, TEXT_SIZE, most=3)
        wide = max(*(width(line, TEXT_SIZE) for line in lines), width(text, SMALL_SIZE))
        made[key] = {"lines": [*lines, text], "wide": wide, "tip_node": held["label"] or NOTHING, "tip_total": text}
    return made


def _bands(plane: Plane, flow: Flow, links: pl.DataFrame, tips: list[alt.Tooltip], hover: str) -> list[alt.Chart]:
    facts = [name for name in links.columns if name.startswith("tip_")] + ["tone", "says"]
    points = [
        {"id": number, "x": x, "y0": low, "y1": high, **{name: row[name] for name in facts}}
        for number, (row, ribbon) in enumerate(zip(links.iter_rows(named=True), flow.ribbons, strict=True))
        for x, low, high in ribbon
    ]
    pointed = alt.selection_point(name=hover, fields=["id"], on="pointerover", clear="pointerout")
    area = (
        rows(points)
        .mark_area(interpolate="linear", strokeWidth=0)
        .encode(
            x=plane.x("x"),
            y=plane.y("y0"),
            y2=alt.Y2("y1:Q"),
            detail=alt.Detail("id:N"),
            fill=alt.Fill("tone:N", scale=None),
            fillOpacity=alt.FillOpacityValue(0.4, condition={"param": hover, "empty": False, "value": 0.75}),
            tooltip=tips,
            description=alt.Description("says:N"),
        )
    )
    return [area.add_params(pointed)]


def _kept(row: dict[str, Any], end: str) -> dict[str, Any]:
    """What a link says of one of its ends, under the names that marks have."""
    return {name.removeprefix(f"{end}_"): text for name, text in row.items() if name.startswith(f"{end}_tip_")}


def _nodes(
    plane: Plane,
    flow: Flow,
    links: pl.DataFrame,
    labels: dict[str, dict[str, Any]],
    tips: list[alt.Tooltip],
    hover: str,
) -> tuple[alt.Chart, list[alt.Chart]]:
    """The ground upon which labels answer to the pointer, below all flows; nodes and labels, above them."""
    tones: dict[str, str] = {}
    kept: dict[str, dict[str, Any]] = {}
    for row in links.iter_rows(named=True):
        tones[row["target"]] = row["tone"]
        tones.setdefault(row["source"], row["tone"])
        for end in ("source", "target"):
            kept[row[end]] = _kept(row, end)
    last = flow.columns - 1
    boxes, words, grounds = [], [], []
    for key, node in flow.nodes.items():
        lines = labels[key]["lines"]
        inner = 0 < node.column < last
        told = {name: labels[key][name] for name in ("tip_node", "tip_total")}
        facts = kept[key] | told | {"id": f"node/{key}", "says": f"{told['tip_node']} {told['tip_total']}"}
        fill = INK if inner else tones[key]
        boxes.append({"x0": node.x0, "x1": node.x1, "y0": node.y0, "y1": node.y1, "fill": fill, **facts})
        wide, high = labels[key]["wide"], len(lines) * _LINE
        if inner:
            at, align = (node.x0 + node.x1) / 2, "center"
            top = node.y0 - 6 - (len(lines) - 1) * _LINE
        else:
            at, align = (node.x0 - _BESIDE, "right") if node.column == 0 else (node.x1 + _BESIDE, "left")
            top = (node.y0 + node.y1) / 2 - (len(lines) - 1) * _LINE / 2
        left = at - {"center": wide / 2, "right": wide, "left": 0.0}[align]
        under = top - (_LINE if inner else _LINE / 2)
        grounds.append({"x0": left, "x1": left + wide, "y0": under, "y1": under + high, **facts})
        words += [
            {"x": at, "y": top + n * _LINE, "text": line, "align": align, "figure": n == len(lines) - 1}
            for n, line in enumerate(lines)
        ]
    rects = (
        rows(boxes)
        .mark_rect(stroke=INK)
        .encode(
            fill=alt.Fill("fill:N", scale=None),
            strokeWidth=alt.StrokeWidthValue(0, condition={"param": hover, "empty": False, "value": 3}),
            tooltip=tips,
            description=alt.Description("says:N"),
            **plane.box(),
        )
    )
    ground = rows(grounds).mark_rect(fill="transparent", aria=False).encode(tooltip=tips, **plane.box())
    layers: list[alt.Chart] = [rects]
    for align in ("left", "right", "center"):
        for figure in (False, True):
            held = [row for row in words if row["align"] == align and row["figure"] == figure]
            if not held:
                continue
            size = SMALL_SIZE if figure else TEXT_SIZE
            style: dict[str, Any] = {"align": align, "baseline": "middle", "fontSize": size, "aria": False}
            looks: list[dict[str, Any]] = [{"color": MUTED if figure else INK}]
            if align == "center":
                style["baseline"] = "alphabetic"
                looks.insert(0, {"stroke": "white", "strokeWidth": 4, "strokeJoin": "round", "color": "white"})
            layers += [
                rows(held).mark_text(**style, **look).encode(x=plane.x("x"), y=plane.y("y"), text=alt.Text("text:N"))
                for look in looks
            ]
    return ground, layers
