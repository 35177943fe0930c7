"""A printed account in a layout → the parts of a document in reading order, before any format is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from fzfin.synthetic.layout import Layout
from fzfin.synthetic.ordinals import numeral
from fzfin.synthetic.part import Part, Sheet, Words
from fzfin.synthetic.printed import Printed, Row, Sentence, plain, text
from fzfin.synthetic.saying import compared_words, percent, worded
from fzfin.synthetic.sheets import form, table
from fzfin.synthetic.truth import Truth

_COVER: Final = 2
"""So many lines stand on the cover."""


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
            for line in ("department", "unit"):
                template = self.sheet.word(frame, f"{line}_line") or text(line)
                said = template.format(**self.fill, unit=self.sheet.word(frame, "unit"))
                self.parts.append(Words("mark", said))
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
