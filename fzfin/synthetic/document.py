"""A printed account in a layout → the parts of a document in reading order, before any format is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fzfin.money import format_amount
from fzfin.synthetic.layout import ABOVE, LEFT, Layout
from fzfin.synthetic.ordinals import numeral
from fzfin.synthetic.printed import Printed, Row, Sentence, label, plain, text
from fzfin.synthetic.saying import compared_words, percent, worded
from fzfin.synthetic.truth import Truth

_BESIDE: Final = ("code", "class", "section", "item_code", "item", "name", "seq", "", LEFT, ABOVE)
_SIDED: Final = ("summary", "appropriation")


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; `kind` is ``heading``, ``title``, ``mark``, ``contents`` or ``text``."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the first `head` rows are its header. `LEFT` and `ABOVE` stand in cells that another one covers.

    `frame` is the frame that the table is read into, ``form`` for a self-evaluation form.
    """

    frame: str
    head: int
    rows: tuple[tuple[str, ...], ...]


Part = Words | Sheet

_COVER: Final = 2
BREAK: Final[tuple[str, ...]] = ()
"""A row of a sheet where a page ends."""


def _amount(fen: int | None, sheet: Layout, frame: str) -> str:
    if fen is None:
        return ""
    if not fen:
        return sheet.zero(frame)
    return format_amount(fen, sheet.word(frame, "unit"))


def _line_sheet(frame: str, rows: Sequence[Row], sheet: Layout) -> list[tuple[str, ...]]:
    columns = sheet.cells(frame, "columns")
    amounts = [name for name in columns if name not in _BESIDE]
    made: list[tuple[str, ...]] = []
    for row in rows:
        total = row["line_code"] is None
        code = row["line_code"] or ""
        labels = {
            "code": code,
            "name": row["line_name"],
            "class": code[:3],
            "section": code[3:5],
            "item_code": code[5:],
        }
        beside = sheet.cells(frame, "total_labels") if total else ()
        cells = [labels.get(name, name) for name in columns if name in _BESIDE]
        made.append((*(beside or cells), *(_amount(row[name], sheet, frame) for name in amounts)))
    if not rows:
        empty = tuple("" if name == LEFT else name for name in sheet.cells(frame, "total_labels"))
        made.append((*empty, *("/" for _ in amounts)))
        made.append(tuple(name if name == LEFT else "/" for name in columns))
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
    ordinal = text("ordinal_top").format(numeral=numeral(number)) if row["prefix"] == "#" else row["prefix"]
    return tuple(ordinal + row["item"] if name == "item" else _amount(row.get(name), sheet, frame) for name in names)


def blocks_of(rows: Sequence[Row], sheet: Layout) -> list[list[Row]]:
    """The economic lines by the blocks in which a layout prints them side by side."""
    return [
        [row for row in rows if row["economic_code"] and row["economic_code"][:3] in block.split()]
        for block in sheet.cells("basic_expenditure", "blocks")
    ]


def _basic_sheet(rows: Sequence[Row], sheet: Layout) -> list[tuple[str, ...]]:
    frame = "basic_expenditure"
    blocks = blocks_of(rows, sheet)
    width = len(sheet.cells(frame, "columns")) // len(blocks)
    made: list[tuple[str, ...]] = []
    for at in range(max(map(len, blocks))):
        cells: list[str] = []
        for block in blocks:
            row = block[at] if at < len(block) else None
            full = (
                ("", "", "")
                if row is None
                else (row["economic_code"], row["name"], _amount(row["amount"], sheet, frame))
            )
            cells += full[:width]
        made.append(tuple(cells))
    totals = {row["group"]: row for row in rows if row["level"] == "total"}
    last: list[str] = []
    open_group = ""
    for name in sheet.cells(frame, "totals"):
        if name in totals:
            open_group = name
            last.append(totals[name]["name"])
        else:
            last.append(_amount(totals[open_group]["amount"], sheet, frame) if name == "amount" else "")
    return [*made, tuple(last)]


def _three_sheet(rows: Sequence[Row], sheet: Layout) -> list[tuple[str, ...]]:
    frame = "three_public"
    columns = sheet.cells(frame, "columns")
    made: list[tuple[str, ...]] = []
    for number, row in enumerate(rows, 1):
        beside = {"item": row["prefix"] + row["item_name"], "seq": str(number)}
        made.append(tuple(beside[name] if name in beside else _amount(row[name], sheet, frame) for name in columns))
    return made


def table(frame: str, rows: Sequence[Row], sheet: Layout) -> Sheet:
    """One of the nine tables in a layout."""
    head = sheet.all(frame, "head")
    if frame in _SIDED:
        body = _side_sheet(frame, rows, sheet)
    elif frame == "basic_expenditure":
        body = _basic_sheet(rows, sheet)
    elif frame == "three_public":
        body = _three_sheet(rows, sheet)
    else:
        body = _line_sheet(frame, rows, sheet)
    return Sheet(frame, len(head), (*head, *body))


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


class _Writer:
    """Puts the parts of one account together."""

    def __init__(self, truth: Truth, printed: Printed, sheet: Layout) -> None:
        self.truth, self.printed, self.sheet = truth, printed, sheet
        self.parts: list[Part] = []
        self.fill = {"year": truth.year, "department": truth.department}

    def say(self, key: str, kind: str = "text", **more: Any) -> None:
        self.parts.append(Words(kind, text(key).format(**self.fill, **more)))

    def opening(self) -> None:
        truth = self.truth
        self.say("cover", "title")
        self.say("cover2", "title")
        self.say("part1", "heading")
        self.say("duties", "heading")
        self.say("duties_lead")
        for number, duty in enumerate(truth.duties, 1):
            ordinal = text("ordinal_sub").format(numeral=numeral(number))
            self.parts.append(Words("text", ordinal + duty))
        self.say("units", "heading")
        self.say("units_lead")
        rows = [tuple(text("units_head").split("|"))]
        for row in self.printed.tables["staff"]:
            rows.append((row["unit_name"], row["unit_type"], text("heads").format(count=row["headcount"])))
        self.parts.append(Sheet("staff", 1, tuple(rows)))
        self.say("summing", "heading")
        self.say("summing_lead")
        for number, (theme, sentences) in enumerate(truth.work, 1):
            ordinal = text("ordinal_sub").format(numeral=numeral(number))
            self.say("theme", ordinal=ordinal, theme=theme, sentences="".join(done.text for done in sentences))

    def tables(self) -> None:
        self.say("part2", "heading")
        for number, frame in enumerate(self.sheet.tables, 1):
            title = self.sheet.word(frame, "title")
            ordinal = text("ordinal_top").format(numeral=numeral(number))
            self.parts.append(Words("heading", ordinal + title))
            self.parts.append(Words("title", title))
            if mark := self.sheet.word(frame, "mark"):
                self.parts.append(Words("mark", mark))
            self.say("department", "mark")
            self.say("unit", "mark", unit=self.sheet.word(frame, "unit"))
            rows = self.printed.tables[frame]
            self.parts.append(table(frame, rows, self.sheet))
            note = self.sheet.word(frame, "note") if rows else self.sheet.word(frame, "empty")
            if note and frame not in self.printed.without_note:
                self.parts.append(Words("text", note.format(**self.fill)))

    def explanations(self) -> None:
        headings = {
            "一/（一）": ("explain1", "explain1a"),
            "一/（二）": ("explain1b",),
            "一/（三）": ("explain1c",),
            "二": ("explain2",),
            "三": ("explain3",),
            "四": ("explain4",),
            "五": ("explain5",),
            "六": ("explain6",),
            "七": ("explain7",),
        }
        self.say("part3", "heading")
        for sentence in self.printed.sentences:
            for key in headings.pop(sentence.section, ()):
                self.say(key, "heading")
            self.parts.append(Words("text", self.worded(sentence)))
        self.say("explain8", "heading")
        rows = self.printed.tables["evaluation"]
        if all(row["kind"] != "self_evaluation" for row in rows):
            self.say("evaluation_none")
        for row in rows:
            key = "evaluation" if row["kind"] == "self_evaluation" else "departmental"
            self.say(key, projects=row["projects"], amount=plain(row["amount"]))
        self.say("explain9", "heading")
        self.say("explain9a", "heading")
        self.parts.append(Words("text", operating(self.printed, self.truth)))
        self.say("explain9b", "heading")
        self.parts.append(Words("text", procured(self.printed.tables["procurement"], self.truth)))
        self.say("explain9c", "heading")
        self.parts.append(Words("text", assets(self.printed.tables["state_assets"], self.truth)))

    def worded(self, sentence: Sentence) -> str:
        return worded(sentence, self.truth, self.printed.tables["basic_expenditure"])

    def closing(self) -> None:
        self.say("part4", "heading")
        for number, row in enumerate(self.printed.tables["glossary"], 1):
            ordinal = text("ordinal_top").format(numeral=numeral(number))
            self.say("term", ordinal=ordinal, term=row["term"], definition=row["definition"])
        self.say("part5", "heading")
        if self.printed.tables["projects"]:
            self.say("forms", "heading")
        for project in self.printed.tables["projects"]:
            number = project["project_no"]
            self.say("form_title", "title")
            self.say("form_year", "mark")
            funding, indicators = (
                [row for row in self.printed.tables[name] if row["project_no"] == number]
                for name in ("project_funding", "indicators")
            )
            self.parts.append(form(project, funding, indicators, self.sheet))


def operating(printed: Printed, truth: Truth) -> str:
    """The sentence on operating expenses (机关运行经费), which only administrative bodies have."""
    row = printed.tables["operating_expenses"][0]
    if row["said_none"]:
        return text("operating_none")
    amount, said = plain(row["amount"]), compared_words(row)
    return text("operating").format(year=truth.year, subject=row["subject"], amount=amount, compared0=said)


def procured(rows: Sequence[Row], truth: Truth) -> str:
    """The passage on government procurement."""
    by_name = {row["measure"]: row for row in rows}
    amounts = {name: plain(row["amount"]) for name, row in by_name.items() if row["amount"] is not None}

    def share(name: str, key: str) -> str:
        row = by_name.get(name)
        return "" if row is None or row["share_pct"] is None else text(key).format(share=percent(row["share_pct"]))

    awarded = [text("procured_sme").format(amount=amounts["sme"]), share("sme", "share_total")]
    micro = [text("procured_micro").format(amount=amounts["micro"]), share("micro", "share_sme")]
    kinds = [share(f"sme_{kind}", f"share_{kind}") for kind in ("goods", "works", "services")]
    passage = "，".join(filter(None, awarded)) + text("of_which") + "，".join(filter(None, micro))
    if any(kinds):
        passage += "；" + "，".join(filter(None, kinds))
    figures = text("procured_all").format(**amounts)
    return text("procured").format(year=truth.year, figures=figures, awarded=passage)


def assets(rows: Sequence[Row], truth: Truth) -> str:
    """The passage on vehicles and equipment."""
    said = [text(f"asset_{row['category']}").format(name=row["name"], count=row["count"]) for row in rows]
    all_, *kinds = [one for one, row in zip(said, rows, strict=True) if row["category"] == "vehicle"]
    equipment = [one for one, row in zip(said, rows, strict=True) if row["category"] == "equipment"]
    return text("assets").format(year=truth.year, all=all_, kinds="、".join(kinds), equipment="、".join(equipment))


def parts(truth: Truth, printed: Printed, sheet: Layout, contents: bool = False) -> tuple[Part, ...]:
    """All parts of the document of an account in a layout, with a page of contents behind the cover or without."""
    writer = _Writer(truth, printed, sheet)
    writer.opening()
    writer.tables()
    writer.explanations()
    writer.closing()
    made = writer.parts
    if contents:
        made[_COVER:_COVER] = list(contents_page(made))
    return tuple(made)


def contents_page(parts: Sequence[Part]) -> Iterator[Words]:
    """The page of contents: all headings, with leaders and made numbers of pages."""
    yield Words("title", text("contents"))
    page = 1
    for part in parts:
        page += isinstance(part, Sheet)
        if isinstance(part, Words) and part.kind == "heading":
            yield Words("contents", text("contents_line").format(heading=part.text, page=page))
