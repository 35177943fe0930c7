"""The glossary of the lessons: its words, and its examples against the printed page."""

from __future__ import annotations

import re

import polars as pl
import pytest

import fzfin as fz
from fzfin.errors import ParameterError
from fzfin.teach import accounts
from fzfin.teach.glossary import Glossary, glossary
from fzfin.vocab import rows


@pytest.fixture(scope="module", params=[None, *accounts.ACCOUNTS])
def made(request: pytest.FixtureRequest) -> tuple[fz.Disclosure, Glossary]:
    d = accounts.account(request.param)
    return d, glossary(d, "en")


@pytest.fixture(scope="module")
def shipped() -> Glossary:
    return glossary(fz.read(), "en")


def test_every_term_has_a_name_and_a_meaning_in_both_languages() -> None:
    table = rows("glossary")
    assert len({row["key"] for row in table}) == len(table) > 70
    for row in table:
        assert re.search("[一-鿿]", row["zh"] + row["definition_zh"]), row["key"]
        assert all(row[name] for name in ("lesson", "zh", "en", "definition_zh", "definition_en")), row["key"]
        assert not re.search("[一-鿿]", row["en"]), row["key"]


def test_every_example_stands_in_the_line_that_it_names(made: tuple[fz.Disclosure, Glossary]) -> None:
    d, terms = made
    lines = {block.locator: block.text for block in d.document.blocks if hasattr(block, "text")}
    for block in d.document.blocks:
        if hasattr(block, "rows"):
            lines |= {
                place: " | ".join(cell for cell in cells if cell)
                for place, cells in zip(block.locators, block.rows, strict=True)
            }
    shown = [term for term in terms if term.example]
    assert len(shown) >= 55
    for term in shown:
        plain = term.example.excerpt.replace("⟦", "").replace("⟧", "").strip("…")
        assert plain in lines[term.example.locator], term.key
        assert "⟦" in term.example.excerpt, term.key


# Read by eye in data/disclosures/fuzhou-smart-city-2022.txt.
@pytest.mark.parametrize(
    ("key", "text", "place", "marked"),
    [
        ("revenue", "3,381.30 万元", "L134", "⟦3,381.30⟧ | 本年支出合计"),
        ("closing_balance", "518.37 万元", "L136", "年末结转和结余 | ⟦518.37⟧"),
        ("institution_revenue", "201 一般公共服务支出 487.00 万元", "L158", "⟦487.00⟧"),
        ("personnel", "680.30 万元", "L358", "人员经费合计 | ⟦680.30⟧"),
        ("vehicles_held", "2", "L516", "保有量为 ⟦2⟧ 辆"),
        ("micro", "114.90 万元", "L534", "小微企业合同金额⟦114.9⟧万元"),
        ("completion", "16.13%", "L508", "完成全年预算的⟦16.13⟧%"),
        ("achieved", "7", "L593", "≥7份 | ⟦7⟧"),
        ("grade", "优", "L600", "评价等级 | ⟦优⟧"),
        ("rounding_difference", "尾数误差", "L141", "⟦尾数误差⟧"),
    ],
)
def test_examples_of_the_shipped_account(shipped: Glossary, key: str, text: str, place: str, marked: str) -> None:
    row = shipped.frame.row(by_predicate=pl.col("key") == key, named=True)
    assert (row["example"], row["locator"]) == (text, place)
    assert marked in row["excerpt"]


def test_a_term_without_an_example_says_so(shipped: Glossary) -> None:
    without = shipped.frame.filter(pl.col("example").is_null())["key"].to_list()
    assert {"reserved", "percentage_point", "operating_expenses", "deviation"} <= set(without)
    assert "This account has no example of this term." in shipped._repr_html_()
    assert "no example" in str(glossary(fz.read(), "en", terms="reserved"))


def test_what_the_account_itself_says_of_a_term(shipped: Glossary) -> None:
    row = shipped.frame.row(by_predicate=pl.col("key") == "institution_revenue", named=True)
    assert row["own_locator"] == "L546"
    assert row["own_definition"].startswith("指事业单位开展专业业务活动")


def test_terms_are_chosen_by_key_by_either_name_and_by_lesson() -> None:
    d = fz.read()
    chosen = glossary(d, terms=["sme", "“三公”经费", "goods"])
    assert [term.key for term in chosen] == ["sme", "three_public", "goods"]
    assert {term.lesson for term in glossary(d, lesson="procurement")} == {"procurement"}
    with pytest.raises(ParameterError, match="found 'smee'; it has final_accounts"):
        glossary(d, terms="smee")
    with pytest.raises(ParameterError, match="expected a lesson out of reading"):
        glossary(d, lesson="lunch")
    with pytest.raises(ParameterError):
        glossary(d, "fr")


def test_text_of_a_document_is_escaped() -> None:
    page = glossary(fz.read(), "zh")._repr_html_()
    assert "<script" not in page
    assert page.count('<div class="term">') == len(rows("glossary"))
