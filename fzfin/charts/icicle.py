"""The icicle (冰柱图): class, section and item side by side, each line as high as it is large."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import polars as pl

from fzfin import settings
from fzfin.charts.apart import apart
from fzfin.charts.canvas import tooltips
from fzfin.charts.caption import caption, description, hover_name, nothing
from fzfin.charts.data import prepare
from fzfin.charts.formats import NOTHING, fraction, money, scaled
from fzfin.charts.layers import layered
from fzfin.charts.lines import width, wrap
from fzfin.charts.plane import Plane, rows
from fzfin.charts.theme import GREY, INK, MUTED, PARTS, SMALL_SIZE, TEXT_SIZE, WIDTH
from fzfin.charts.tree import Block, blocks, fitting, grow
from fzfin.charts.words import Lang, value, word

_TALL: Final = 430.0
_BELOW: Final = 90.0
_HEAD: Final = 22.0
_COLUMN: Final = 152.0
_LEAD: Final = 40.0
_LOW: Final = 15.0
_LEAST: Final = 0.6
_FOOT: Final = 18.0
_LINE: Final = 16.0
_PAD: Final = 6.0
_MOST: Final = 16
_FADE: Final = (0.0, 0.34, 0.6, 0.75)
_WHITE: Final = 255


def icicle(
    frame: pl.DataFrame | pl.LazyFrame, *, title: str, subtitle: str, unit: str | None = None, lang: Lang | None = None
) -> alt.LayerChart:
    """Draw an icicle (冰柱图): from left to right the lines of each level, children filling their parents.

    Blocks too low for their words have them at the right, with the names of their parents; where there are too many
    leaves, small siblings are put together and how many they are is said. What children leave over of their parent is
    a block of its own.

    Args:
        frame: One row per line: ``code``, ``parent_code`` (null at the top), ``label``, ``amount`` in 万元; if there,
            ``level`` (heads the columns), ``share`` (fraction of the whole) and ``locator``. Lines of zero, below zero
            or null are left out.
        title: The finding.
        subtitle: The unit and the definition.
        unit: The unit shown: a key of `fzfin.vocab.UNITS`.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`, as with the unit.

    Raises:
        SchemaError: A column is missing or of another type, a code stands twice, or lines run in a circle.
        ParameterError: The unit or language is unknown.

    Example:
        >>> lines = pl.DataFrame(
        ...     {
        ...         "code": ["206", "20605"],
        ...         "parent_code": [None, "206"],
        ...         "label": ["Science", "Services"],
        ...         "amount": [46.93, 40.0],
        ...     }
        ... )
        >>> chart = icicle(lines, title="Most of it is services", subtitle="10k yuan", lang="en")
    """
    lang, unit = settings.language(lang), settings.money_unit(unit)
    lines = prepare(frame, ("code", "parent_code", "label", "amount"), numbers=("amount", "share"), optional=("share",))
    lines = scaled(lines, ("amount",), unit).filter(pl.col("amount") > 0)
    if lines.is_empty():
        return nothing(title, subtitle, lang)
    lines = lines.with_columns(
        pl.col("label").fill_null(NOTHING),
        code=pl.col("code").cast(pl.String).fill_null(NOTHING),
        parent_code=pl.col("parent_code").cast(pl.String),
    )
    lines, tips = tooltips(lines, ("label", "code", "amount", "share", "locator"), unit, lang)
    roots = grow(list(lines.select("code", "parent_code", "amount").iter_rows()))
    placed = list(blocks(fitting(roots, _MOST)))
    whole = sum(root.size for root in roots)
    facts = {row["code"]: row for row in lines.iter_rows(named=True)}
    columns = max(block.column for block in placed) + 1
    cells = [_cell(block, facts, whole, unit, lang) for block in placed]
    _coloured(cells, roots)
    thin = [cell for cell in cells if cell["plain"] and cell["y1"] - cell["y0"] < _LEAST]
    small = [f"{cell['above'][-1] if cell['above'] else NOTHING} › {cell['says']}" for cell in thin]
    cells = [cell for cell in cells if cell not in thin]
    words, leads, height = _words(cells, columns)
    foot = wrap(word("too_thin", lang, items=word("join", lang).join(small)), WIDTH, SMALL_SIZE) if small else []
    words += [_line(0, height + 6 + (n + 0.5) * _FOOT, text, MUTED, SMALL_SIZE) for n, text in enumerate(foot)]
    height += len(foot) * _FOOT + (6 if foot else 0)
    heads = _heads(lines, facts, placed, lang)
    plane = Plane(WIDTH, height)
    layers = _layers(plane, cells, words, leads, tips, hover_name(title, lines))
    if heads:
        marks = rows(heads).mark_text(align="left", baseline="middle", fontSize=SMALL_SIZE, color=MUTED, aria=False)
        layers.append(marks.encode(x=plane.x("x"), y=plane.y("y"), text=alt.Text("text:N")))
    return layered(
        layers,
        width=plane.width,
        height=plane.height,
        title=caption(title, subtitle),
        description=description(title, subtitle, [cell["says"] for cell in cells], lang),
    )


def _cell(block: Block, facts: dict[str, Any], whole: float, unit: str, lang: Lang) -> dict[str, Any]:
    """A block with its edges in pixels and its words."""
    branch = block.branch
    known = facts.get(branch.key)
    if known is not None:
        label, share = known["label"], known["share"]
    else:
        label = word("others", lang, n=str(branch.count)) if branch.count else word("not_broken_down", lang)
        share = None
    text = money(round(branch.amount, 6), unit)
    if share is not None:
        text = word("aside", lang, text=text, aside=fraction(share))
    more = branch.excess > whole / _TALL
    note = word("parts_sum", lang, sum=money(round(branch.size, 6), unit)) if more else ""
    tip = {name: known[name] if known else None for name in next(iter(facts.values())) if name.startswith("tip_")}
    if known is None:
        tip |= {"tip_label": label, "tip_amount": text}
    return {
        **tip,
        "name": label,
        "figure": text,
        "note": note,
        "says": f"{label} {text} {note}".strip(),
        "path": block.path,
        "above": [facts[key]["label"] for key in block.path[:-1] if key in facts],
        "column": block.column,
        "leaf": block.leaf,
        "plain": not branch.key,
        "x0": block.column * _COLUMN,
        "x1": (block.column + 1) * _COLUMN,
        "y0": _HEAD + block.low * _TALL,
        "y1": _HEAD + block.high * _TALL,
        "id": "/".join(block.path) + f"#{block.low:.6f}",
    }


def _coloured(cells: list[dict[str, Any]], roots: Any) -> None:
    """Colour each top line and, paler from level to level, what is below it."""
    order = {root.key: number for number, root in enumerate(roots)}
    for cell in cells:
        number = order.get(cell["path"][0], len(order))
        fill, ink = PARTS[number % len(PARTS)]
        fade = _FADE[min(cell["column"], len(_FADE) - 1)]
        if cell["path"][0] == "":
            fill, ink = GREY, "white"
        cell["fill"] = _mixed(fill, fade)
        cell["ink"] = ink if not fade else _ink(cell["fill"])


def _mixed(colour: str, fade: float) -> str:
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)] if len(colour) == 7 else [_WHITE] * 3
    return "#" + "".join(f"{round(part + (_WHITE - part) * fade):02x}" for part in parts)


def _ink(colour: str) -> str:
    """Dark or white text, whichever stands out more on a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) / _WHITE for at in (1, 3, 5))
    light = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
    return "white" if light < 0.25 else INK


def _inside(cell: dict[str, Any]) -> list[tuple[str, float]]:
    """The lines that a block holds, each with its size; none where it is too low for its name and figure."""
    room, high = _COLUMN - 2 * _PAD, cell["y1"] - cell["y0"]
    figures = [cell["figure"], *wrap(cell["note"], room, SMALL_SIZE)] if cell["note"] else [cell["figure"]]
    for size in (TEXT_SIZE, SMALL_SIZE):
        lines = wrap(cell["name"], room, size)
        fits = (len(lines) + len(figures)) * (size + 3) + 2 <= high
        if fits and max(width(figure, SMALL_SIZE) for figure in figures) <= room:
            return [*((line, size) for line in lines), *((figure, SMALL_SIZE) for figure in figures)]
    if not cell["leaf"]:
        lines = wrap(cell["name"], room, SMALL_SIZE)
        if len(lines) * (SMALL_SIZE + 3) <= high:
            return [(line, SMALL_SIZE) for line in lines]
    return []


def _words(cells: list[dict[str, Any]], columns: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]], float]:
    """The words in blocks, those of low leaves at the right with their leaders, and the height of it all."""
    words: list[dict[str, Any]] = []
    named: set[tuple[str, ...]] = set()
    leaves: list[dict[str, Any]] = []
    for cell in cells:
        held = _inside(cell)
        if held:
            named.add(cell["path"])
        elif cell["leaf"]:
            leaves.append(cell)
        step = max((size for _, size in held), default=0) + 3
        top = (cell["y0"] + cell["y1"]) / 2 - (len(held) - 1) * step / 2
        words += [
            _line(cell["x0"] + _PAD, top + n * step, text, cell["ink"], size) for n, (text, size) in enumerate(held)
        ]
    right = columns * _COLUMN + _LEAD
    labels: list[list[tuple[str, str]]] = []
    before: tuple[str, ...] = ()
    for cell in leaves:
        hidden = tuple(name for depth, name in enumerate(cell["above"], 1) if cell["path"][:depth] not in named)
        path = hidden or (tuple(cell["above"][-1:]) if before else ())
        labels.append([*_heading(path if path != before else (), right), *_beside(cell, right)])
        before = path
    heights = [len(lines) * _LOW + 5 for lines in labels]
    middles = [(cell["y0"] + cell["y1"]) / 2 for cell in leaves]
    places = apart(middles, heights, _HEAD - 8, _HEAD + max(_TALL + _BELOW, sum(heights)))
    leads = []
    for cell, lines_beside, at in zip(leaves, labels, places, strict=True):
        top = at - (len(lines_beside) - 1) * _LOW / 2
        heads = sum(colour == MUTED for _, colour in lines_beside)
        ends = ((cell["x1"], (cell["y0"] + cell["y1"]) / 2), (right - 4, top + heads * _LOW))
        leads += [{"id": cell["id"], "x": x, "y": y, "n": n} for n, (x, y) in enumerate(ends)]
        words += [
            _line(right, top + n * _LOW, text, colour, SMALL_SIZE) for n, (text, colour) in enumerate(lines_beside)
        ]
    bottoms = [place + high / 2 for place, high in zip(places, heights, strict=True)]
    return words, leads, max([_HEAD + _TALL, *bottoms]) + 2


def _line(x: float, y: float, text: str, ink: str, size: float) -> dict[str, Any]:
    return {"x": x, "y": y, "text": text, "ink": ink, "size": size}


def _heading(path: tuple[str, ...], right: float) -> list[tuple[str, str]]:
    """The names of parents that stand nowhere else: all of them if there is room, else the first."""
    if not path:
        return []
    whole = " › ".join(dict.fromkeys(path))
    text = whole if width(whole, SMALL_SIZE) <= WIDTH - right else path[0]
    return [(wrap(text, WIDTH - right, SMALL_SIZE, most=1)[0], MUTED)]


def _beside(cell: dict[str, Any], right: float) -> list[tuple[str, str]]:
    """The name of a leaf with its figure, which is never cut."""
    lines = wrap(cell["name"], WIDTH - right, SMALL_SIZE, most=2, even=False)
    last = f"{lines[-1]} {cell['figure']}"
    fits = width(last, SMALL_SIZE) <= WIDTH - right
    lines = [*lines[:-1], last] if fits else [*lines, cell["figure"]]
    return [(text, INK) for text in lines]


def _heads(lines: pl.DataFrame, facts: dict[str, Any], placed: list[Block], lang: Lang) -> list[dict[str, Any]]:
    """The names of the levels above the columns."""
    if lines.schema.get("level") != pl.String:
        return []
    levels: dict[int, str] = {}
    for block in placed:
        if block.branch.key in facts and facts[block.branch.key]["level"]:
            levels.setdefault(block.column, facts[block.branch.key]["level"])
    return [
        {"x": column * _COLUMN + _PAD, "y": 8.0, "text": value("level", level, lang)}
        for column, level in sorted(levels.items())
    ]


def _layers(
    plane: Plane,
    cells: list[dict[str, Any]],
    words: list[dict[str, Any]],
    leads: list[dict[str, Any]],
    tips: list[alt.Tooltip],
    hover: str,
) -> list[alt.Chart]:
    shown = ("x0", "x1", "y0", "y1", "fill", "says", "id")
    pointed = alt.selection_point(name=hover, fields=["id"], on="pointerover", clear="pointerout")
    data = [{name: cell[name] for name in cell if name in shown or name.startswith("tip_")} for cell in cells]
    boxes = (
        rows(data)
        .mark_rect(stroke="white", strokeWidth=1)
        .encode(
            **plane.box(),
            fill=alt.Fill("fill:N", scale=None),
            opacity=alt.OpacityValue(1, condition={"param": hover, "empty": False, "value": 0.7}),
            tooltip=tips,
            description=alt.Description("says:N"),
        )
    )
    layers: list[alt.Chart] = [boxes.add_params(pointed)]
    if leads:
        marks = rows(leads).mark_line(color=GREY, strokeWidth=0.8, aria=False)
        layers.append(marks.encode(x=plane.x("x"), y=plane.y("y"), detail=alt.Detail("id:N"), order=alt.Order("n:Q")))
    for size in (TEXT_SIZE, SMALL_SIZE):
        held = [word for word in words if word["size"] == size]
        if held:
            marks = rows(held).mark_text(align="left", baseline="middle", fontSize=size, aria=False, tooltip=None)
            layers.append(
                marks.encode(
                    x=plane.x("x"), y=plane.y("y"), text=alt.Text("text:N"), color=alt.Color("ink:N", scale=None)
                )
            )
    return layers
