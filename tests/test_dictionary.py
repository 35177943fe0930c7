"""The data dictionary: complete, nothing beyond the schemas, and the page in docs is the one that is made."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import fzfin as fz
from fzfin.dictionary import DESCRIBED, dictionary, page, values, words
from fzfin.disclosure import Disclosure
from fzfin.errors import ParameterError
from fzfin.frames import BUDGET_COLUMNS
from fzfin.vocab import rows

PAGE = Path(__file__).parents[1] / "docs" / "data-dictionary.md"
MONEY = {"amount", "change", "budget", "prior_actual", "actual", "original_budget", "adjusted_budget"}
CELLS = [(row["frame"].split("/"), row["column"]) for row in rows("dictionary")]


def test_every_column_has_one_row_and_every_row_a_column() -> None:
    described = [(frame, column) for frames, column in CELLS for frame in frames]
    assert len(described) == len(set(described))
    expected = {(frame, column) for frame, schema in DESCRIBED.items() for column in ("", *schema)}
    assert set(described) == expected


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_row_says_something_in_both_languages(lang: str) -> None:
    assert [place for place, (_, meaning, _) in words(lang).items() if not meaning] == []


def test_every_allowed_value_has_a_meaning_and_the_reverse() -> None:
    allowed = {
        (column, value)
        for schema in DESCRIBED.values()
        for column, dtype in schema.items()
        if isinstance(dtype, pl.Enum)
        for value in dtype.categories
    }
    assert set(values("zh")) == set(values("en")) == allowed
    assert all(values("zh").values())
    assert all(values("en").values())


def test_units_follow_the_names_and_types_of_columns() -> None:
    for frame, schema in DESCRIBED.items():
        for column, dtype in schema.items():
            unit = words("zh")[frame, column][0]
            assert (unit == "%") == column.endswith("_pct"), (frame, column)
            if column in MONEY and frame != "audit":
                assert unit == "万元", (frame, column)
            assert bool(unit) or not dtype.is_float(), (frame, column)


def test_the_page_in_docs_is_the_one_that_is_made() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m fzfin.dictionary > docs/data-dictionary.md"


def test_it_is_a_frame_for_people_in_both_languages() -> None:
    zh, en = fz.vocabulary("columns"), fz.vocabulary("columns", lang="en")
    assert zh.equals(dictionary("zh"))
    assert zh.drop("meaning", "printed").equals(en.drop("meaning", "printed"))
    row = en.row(by_predicate=(pl.col("frame") == "project_funding") & (pl.col("column") == "source"), named=True)
    assert (row["type"], row["key"], row["values"][0], row["meaning"]) == ("Enum", True, "total", "source of funding")
    assert en.filter(pl.col("column").is_null())["frame"].to_list() == list(DESCRIBED)
    with pytest.raises(ParameterError, match="expected lang to be one of zh, en"):
        fz.vocabulary("columns", lang="fr")


def test_every_frame_of_a_disclosure_is_described() -> None:
    d = fz.read()
    assert {"cells", "repairs", "unparsed", "audit", "ledger", *d.frames} == set(DESCRIBED)
    for name, schema in DESCRIBED.items():
        found = getattr(d, name)
        frame = found() if name in ("audit", "ledger") else found
        of_budget = BUDGET_COLUMNS.get(name, ())
        assert dict(frame.schema) == {column: dtype for column, dtype in schema.items() if column not in of_budget}
        assert set(of_budget) <= set(schema)
    assert isinstance(d, Disclosure)
