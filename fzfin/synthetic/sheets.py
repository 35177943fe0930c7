"""Printed rows of an account in a layout → its tables and forms, as sheets of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from fzfin.money import format_amount
from fzfin.synthetic.layout import BESIDE, LEFT, Layout
from fzfin.synthetic.ordinals import numeral
from fzfin.synthetic.part import Sheet
from fzfin.synthetic.printed import Row, label, text
from fzfin.synthetic.saying import percent

_SIDED: Final = ("summary", "appropriation")


def _amount(fen: int | None, sheet: Layout, frame: str, column: str) -> str:
    if fen is None:
        return ""
    if not fen:
        return sheet.zero(frame, column)
    printed = format_amount(fen, sheet.word(frame, "unit"))
    return printed.replace(",", "") if sheet.word(frame, "separators") == "none" else printed


def _line_labels(row: Row) -> dict[str, str]:
    """Code and name of a line in the ways in which columns print them."""
    code, name = row["line_code"] or "", row["line_name"]
    return {
        "code": code,
        "name": name,
        "code_name": f"{code} {name}",
        "class": code[:3],
        "section": code[3:5],
        "item_code": code[5:],
        "section_code": code[:5] if len(code) > 3 else "",
        "line_code": code if len(code) > 5 else "",
    }


def _line_sheet(frame: str, rows: Sequence[Row], sheet: Layout) -> list[tuple[str, ...]]:
    columns = sheet.cells(frame, "columns")
    amounts = sheet.amounts(frame)
    totals = sheet.cells(frame, "total_labels")
    made: list[tuple[str, ...]] = []
    for row in rows:
        labels = _line_labels(row)
        beside = totals if row["line_code"] is None else ()
        cells = [labels.get(name, name) for name in columns if name in BESIDE]
        made.append((*(beside or cells), *(_amount(row[name], sheet, frame, name) for name in amounts)))
    if rows and sheet.word(frame, "total_row") == "last":
        made.append(made.pop(0))
    if not rows:
        nothing = (sheet.cells(frame, "nothing") or ("/",))[0]
        empty = tuple("" if name == LEFT else name for name in totals)
        made.append((*empty, *(nothing for _ in amounts)))
        made.append(tuple(name if name == LEFT else nothing for name in columns))
    return made


def _side_sheet(frame: str, rows: Sequence[Row], sheet: Layout) -> list[tuple[str, ...]]:
    """Two sides beside each other; the last lines of both, from the total of the year on, end on the same row."""
    columns = sheet.cells(frame, "columns")
    second = columns.index("item", 1)
    sides: list[list[tuple[str, ...]]] = []
    for side, names in (("revenue", columns[:second]), ("expenditure", columns[second:])):
        mine = [row for row in rows if row["side"] == side]
        cells = [_side_cells(number, row, names, sheet, frame) for number, row in enumerate(mine, 1)]
        first = next(number for number, row in enumerate(mine) if row["role"] == "year_total")
        sides += [cells[:first], cells[first:]]
    made: list[tuple[str, ...]] = []
    for left, right in ((sides[0], sides[2]), (sides[1], sides[3])):
        height = max(len(left), len(right))
        blanks = [("",) * second, ("",) * (len(columns) - second)]
        tails = [_padded(cells, height, blank) for cells, blank in zip((left, right), blanks, strict=True)]
        made += [(*one, *other) for one, other in zip(*tails, strict=True)]
    return made


def _padded(cells: list[tuple[str, ...]], height: int, blank: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Blank rows in front of the last row where it is a grand total, else at the end."""
    missing = [blank] * (height - len(cells))
    total = cells and cells[-1][0] == label("summary", "revenue", "grand_total")[1]
    return [*cells[:-1], *missing, cells[-1]] if total else [*cells, *missing]


def _side_cells(number: int, row: Row, names: Sequence[str], sheet: Layout, frame: str) -> tuple[str, ...]:
    prefix = sheet.by_key(frame, "prefix").get(row["key"], row["prefix"])
    ordinal = text("ordinal_top").format(numeral=numeral(number)) if prefix == "#" else prefix
    return tuple(
        ordinal + row["item"] if name == "item" else _amount(row.get(name), sheet, frame, name) for name in names
    )


def blocks_of(rows: Sequence[Row], sheet: Layout) -> list[list[Row]]:
    """The economic lines by the blocks in which a layout prints them side by side."""
    return [
        [row for row in rows if row["economic_code"] and row["economic_code"][:3] in block.split()]
        for block in sheet.cells("basic_expenditure", "blocks")
    ]


def _basic_sheet(rows: Sequence[Row], sheet: Layout) -> list[tuple[str, ...]]:
    frame = "basic_expenditure"
    blocks = blocks_of(rows, sheet)
    columns = sheet.cells(frame, "columns")
    names = columns[: len(columns) // len(blocks)]
    made: list[tuple[str, ...]] = []
    for at in range(max(map(len, blocks))):
        cells: list[str] = []
        for block in blocks:
            row = block[at] if at < len(block) else None
            full = {} if row is None else _economic_cells(row, sheet)
            cells += [full.get(name, "") for name in names]
        made.append(tuple(cells))
    totals = {row["group"]: row for row in rows if row["level"] == "total"}
    last: list[str] = []
    open_group = ""
    for name in sheet.cells(frame, "totals"):
        if name in totals:
            open_group = name
            last.append(totals[name]["name"])
        else:
            last.append(_amount(totals[open_group]["amount"], sheet, frame, name) if name == "amount" else "")
    return [*made, tuple(last)]


def _economic_cells(row: Row, sheet: Layout) -> dict[str, str]:
    code = row["economic_code"]
    amount = _amount(row["amount"], sheet, "basic_expenditure", "amount")
    return {"code": code, "class": code[:3], "rest": code[3:], "name": row["name"], "amount": amount}


def _three_sheet(rows: Sequence[Row], sheet: Layout) -> list[tuple[str, ...]]:
    """A line an item, or, where the columns name the items (``overseas.actual``), one line of all amounts."""
    frame = "three_public"
    columns = sheet.cells(frame, "columns")
    items = {row["item"]: row for row in rows}
    if "." in columns[0]:
        parts = [name.split(".") for name in columns]
        return [tuple(_amount(items[item][name], sheet, frame, name) for item, name in parts)]
    prefixes = sheet.by_key(frame, "prefix")
    made: list[tuple[str, ...]] = []
    for number, item in enumerate(sheet.cells(frame, "order") or items, 1):
        row = items[item]
        beside = {"item": prefixes.get(item, row["prefix"]) + row["item_name"], "seq": str(number)}
        made.append(
            tuple(beside[name] if name in beside else _amount(row[name], sheet, frame, name) for name in columns)
        )
    return made


def table(frame: str, rows: Sequence[Row], sheet: Layout) -> Sheet:
    """One of the nine tables in a layout."""
    head = sheet.all(frame, "head")
    labels = 0
    if frame in _SIDED:
        body = _side_sheet(frame, rows, sheet)
    elif frame == "basic_expenditure":
        body = _basic_sheet(rows, sheet)
    elif frame == "three_public":
        body = _three_sheet(rows, sheet)
    else:
        body = _line_sheet(frame, rows, sheet)
        labels = sum(name in BESIDE for name in sheet.cells(frame, "columns"))
    return Sheet(frame, len(head), (*head, *body), labels)


def score_text(hundredths: int | None) -> str:
    """A score or weight as a form prints it, a dash where the form has none."""
    return "—" if hundredths is None else percent(hundredths)


def form(project: Row, funding: Sequence[Row], indicators: Sequence[Row], sheet: Layout) -> Sheet:
    """One self-evaluation form in a layout."""

    def filled(part: str, values: dict[str, Any]) -> Iterator[tuple[str, ...]]:
        for cells in sheet.all("form", part):
            yield tuple(values.get(cell, cell) for cell in cells)

    grade = next(row for row in (label("grade", "", project["grade"]),))[1]
    values = {name: value or "" for name, value in project.items() if isinstance(value, str) or value is None}
    values |= {"grade": grade, "total_score": percent(project["total_score"])}
    made: list[tuple[str, ...]] = [*filled("head", values), *filled("funding_head", {})]
    for row in funding:
        prefix, source = label("source", "", row["source"])
        money = {name: format_amount(row[name]) for name in ("original_budget", "adjusted_budget", "actual")}
        rate = "" if row["execution_pct"] is None else f"{row['execution_pct'] / 100:.2f}"
        score = "" if row["score"] is None else percent(row["score"])
        weight = {"weight": score_text(row["weight"]), "execution_pct": rate, "score": score}
        made += filled("funding", {"source": prefix + source, **money, **weight})
    made += [*filled("goal_head", {}), *filled("goal", values), *filled("indicator_head", {})]
    above: tuple[str, str] = ("", "")
    for row in indicators:
        groups = row["level_1"], row["level_2"]
        shown = {
            "level_1": groups[0] if groups[0] != above[0] else "",
            "level_2": groups[1] if groups != above else "",
            "level_3": row["level_3"],
            "target_text": row["sign"] + row["target"] + row["target_unit"],
            "achieved_text": row["achieved"] + row["achieved_unit"],
            "weight": percent(row["weight"]),
            "score": percent(row["score"]),
            "deviation_reason": row["deviation_reason"] or "",
        }
        above = groups
        made += filled("indicator", shown)
    made += filled("foot", values)
    return Sheet("form", 0, tuple(made))
