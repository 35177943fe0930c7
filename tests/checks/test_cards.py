"""Findings to read: one card a cause, both places quoted, nothing of the document taken for markup."""

from __future__ import annotations

from pathlib import Path

import pytest

import fzfin as fz
from fzfin.checks.cards import Cards
from fzfin.checks.schemas import FINDINGS
from fzfin.disclosure import from_document
from fzfin.sources import from_bytes

SOURCE = Path(__file__).parents[2] / "data/disclosures/fuzhou-smart-city-2022.txt"
AUDIT = fz.audit(fz.read())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_card_for_each_cause_with_both_places_and_what_follows(lang: str) -> None:
    cards, findings = AUDIT.cards(lang), AUDIT.findings(lang)
    assert len(cards) == findings.height
    html = cards._repr_html_()
    for row in findings.iter_rows(named=True):
        assert row["left_locator"] in html
        assert row["follows"].split("“")[0].split("&")[0] in html.replace("&#x27;", "'").replace("&quot;", '"')
    assert sum(len(AUDIT.cards(lang, severity)) for severity in ("error", "question", "note")) == len(cards)
    assert AUDIT._repr_html_().count("<details") == AUDIT.cards()._repr_html_().count("<details")


def test_text_of_a_document_is_never_markup() -> None:
    row = dict.fromkeys(FINDINGS) | {
        "severity": "error",
        "code": "X1",
        "title": "<i>",
        "message": "<script>x()</script>",
        "left_locator": "L1",
        "left_quote": "<img src=x>",
        "follows": "<b>",
        "suspect": "<u>",
    }
    html = Cards([[row, row]], "en")._repr_html_()
    assert not any(tag in html for tag in ("<script", "<img", "<b>", "<u>", "<i>"))
    assert "1 more of the same cause" in html
    assert repr(Cards([[row]], "zh")).splitlines()[0] == "■ 错误 X1 <i>"
    assert "没有发现" in Cards([], "zh")._repr_html_()


def test_a_finding_in_words_is_marked_where_it_stands() -> None:
    text = SOURCE.read_text(encoding="utf-8").replace("2. 项目支出2183.8万元。", "2. 项目支出2183.8万元，主要是XXXX。")
    d = from_document(from_bytes(text.encode(), "left.txt"))
    marked = fz.audit(d).mark(d.statements, "en").filter(subject="项目支出")
    (title,) = fz.audit(d).findings("en").filter(code="W01")["title"].to_list()
    assert marked["finding"].to_list() == [f"■ {title}"]
