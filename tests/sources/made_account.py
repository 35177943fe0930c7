"""The shipped account as its printed forms: the nine tables with the headers, merged cells and numbers of columns of the official form."""

from __future__ import annotations

from typing import Any

from made_files import Piece, pieces

import fzfin as fz
from fzfin.frames import TABLES
from fzfin.money import format_amount
from fzfin.sources import Grid, Paragraph
from fzfin.sources.grid import Cell
from fzfin.tables.recognise import sort_blocks

Rows = list[list[Cell]]

CODE = [Cell("功能分类科目编码", 3, 1), Cell("科目名称", 1, 2)]
RANKS = [Cell("类"), Cell("款"), Cell("项")]
AMOUNTS = {
    "revenue": ["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"],
    "expenditure": ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"],
}
ECONOMIC = ["经济分类科目编码", "科目名称", "金额"]


def amount(value: float | None) -> str:
    return "" if value is None else format_amount(round(value * 1_000_000))


def lines(frame: str, rows: list[dict[str, Any]]) -> Rows:
    fields = [
        name
        for name in rows[0]
        if name not in ("line_code", "line_name", "level", "parent_code", "repaired", "locator")
    ]
    if frame in AMOUNTS:
        head = [[Cell("项目", 4), *(Cell(name, 1, 3) for name in AMOUNTS[frame])], CODE, RANKS]
    elif frame == "government_funds":
        before, after = [Cell("年初结转和结余", 1, 3), Cell("本年收入", 1, 3)], Cell("年末结转和结余", 1, 3)
        head = [[Cell("项目", 4), *before, Cell("本年支出", 3), after]]
        head += [[*CODE, *(Cell(name, 1, 2) for name in ("小计", "基本支出", "项目支出"))], RANKS]
    else:
        total = "小计" if frame == "general_expenditure" else "合计"
        head = [[Cell("项目", 4), Cell("本年支出", 3)]]
        head += [[*CODE, *(Cell(name, 1, 2) for name in (total, "基本支出", "项目支出"))], RANKS]
    head.append([Cell("栏次", 4), *(Cell(str(number)) for number in range(1, len(fields) + 1))])
    for row in rows:
        label = [Cell("合计", 4)] if row["level"] == "total" else [Cell(row["line_code"], 3), Cell(row["line_name"])]
        head.append([*label, *(Cell(amount(row[name])) for name in fields)])
    return head


def sides(frame: str, grids: list[Grid]) -> Rows:
    """The two sides as they are printed, with the words over each side in one merged cell."""
    wide = 4 if frame == "appropriation" else 1
    out: Rows = []
    for cells in (cells for grid in grids for cells in grid.rows):
        first = "".join((cells[0] or "").split())
        if first == "收入" and not cells[1]:
            out.append([Cell("收入", 2), Cell("支出", 1 + wide)])
        elif any(cells):
            out.append([Cell(text or "") for text in cells])
    return out


def economic(grids: list[Grid]) -> Rows:
    """Rows of three blocks; a name that a page cut is whole again, totals stand in merged cells."""
    out: Rows = [[Cell("人员经费", 3), Cell("公用经费", 6)], [Cell(text) for _ in range(3) for text in ECONOMIC]]
    for part, grid in enumerate(grids):
        for number, cells in enumerate(grid.rows):
            if not part and number < 2:
                continue
            texts = [text or "" for text in cells]
            if part and number == 0 and not any(texts[2::3]):
                above = out[-1]
                out[-1] = [Cell(cell.text + text) for cell, text in zip(above, texts, strict=True)]
            elif any(texts) and not set("".join(texts)) <= set("-—"):
                out.append([Cell(text) for text in texts])
    return out


def printed() -> list[Piece]:
    """All blocks of the account, each table as its printed form instead of the damaged rows of the conversion."""
    disclosure = fz.read()
    blocks = disclosure._document.blocks
    tables = {table.frame: table for table in sort_blocks(blocks).tables}
    first = {table.pieces[0].locators[0]: name for name, table in tables.items()}
    taken = {place for table in tables.values() for grid in table.pieces for place in grid.locators}
    out: list[Piece] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            out.append(block.text)
            continue
        name = next((first[place] for place in block.locators if place in first), None)
        if name is not None:
            grids = tables[name].pieces
            if name in ("summary", "appropriation"):
                out.append(sides(name, grids))
            elif name == "basic_expenditure":
                out.append(economic(grids))
            elif name == "three_public" or not disclosure.frames[name].height:  # type: ignore[union-attr]
                out += pieces(grids)
            else:
                out.append(lines(name, disclosure.frames[name].rows(named=True)))  # type: ignore[union-attr]
        elif not taken.intersection(block.locators):
            out += pieces([block])
    return out


def by_sheet(body: list[Piece]) -> list[tuple[str, list[Piece]]]:
    """The pieces on as many sheets as a workbook has them: one for each table, one for what stands between."""
    titles = {"".join(table.title.split()) for table in sort_blocks(fz.read()._document.blocks).tables}
    out: list[tuple[str, list[Piece]]] = [("封面", [])]
    for piece in body:
        if isinstance(piece, str) and "".join(piece.split()) in titles:
            out.append((f"表{len(out)}", []))
        elif isinstance(piece, str) and piece.startswith("第三部分"):
            out.append(("情况说明", []))
        out[-1][1].append(piece)
    return [(name, held) for name, held in out if held]


assert len(TABLES) == 9
