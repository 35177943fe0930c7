"""The made accounts for class: as they ship, as they are read, and with each defect."""

from __future__ import annotations

import csv
import hashlib
import re
from functools import cache
from pathlib import Path

import polars as pl
import pytest

import fzfin as fz
from fzfin import _shipped, synthetic
from fzfin.errors import ParameterError, SourceNotFoundError
from fzfin.teach import accounts, shipped
from fzfin.vocab import rows

LAYOUTS = {row["name"]: row["layout"] for row in rows("class_accounts")}
# What a reader sees by eye in data/synthetic: 支出合计 in 万元, and what it is called.
PRINTED = {
    "school": ("虚构的云溪市第三中学", 1378.63),
    "bureau": ("虚构的石桥县公共服务管理局", 2786.14),
    "town": ("虚构的望海新区南塘乡人民政府", 2720.55),
}


@cache
def right(name: str) -> dict[str, pl.DataFrame]:
    return accounts.made(name).frames(LAYOUTS[name])


@cache
def messages(source: str) -> frozenset[str]:
    return frozenset(fz.audit(accounts.account(source)).findings("en")["message"])


def test_what_ships_is_made_from_the_seeds_byte_for_byte(tmp_path: Path) -> None:
    written = {path.name: path.read_bytes() for path in shipped.write(tmp_path)}
    assert written == {path.name: path.read_bytes() for path in _shipped.synthetic_dir().iterdir()}


def test_the_manifest_names_every_file_and_says_that_it_is_not_real() -> None:
    folder = _shipped.synthetic_dir()
    listed = list(csv.DictReader((folder / "manifest.csv").read_text(encoding="utf-8").splitlines()))
    assert {row["file"] for row in listed} == {path.name for path in folder.glob("*.txt")}
    for row in listed:
        assert hashlib.sha256((folder / row["file"]).read_bytes()).hexdigest() == row["sha256"]
        assert row["made"] == "made, not real"
        assert row["file"].startswith("made-not-real-")


@pytest.mark.parametrize("name", accounts.ACCOUNTS)
def test_an_account_is_read_as_it_was_made_and_says_so(name: str) -> None:
    d = accounts.account(name)
    assert d.meta == fz.read(_shipped.synthetic_dir() / accounts.file_name(name)).meta
    assert (d.meta.made, d.meta.department, d.expenditure["total"][0]) == (True, *PRINTED[name])
    assert "not real" in str(d)
    assert "not real" in d._repr_html_()
    assert synthetic.differences(accounts.made(name).frames(LAYOUTS[name]), d.frames) == []
    assert d.repairs.is_empty()


@pytest.mark.parametrize("name", accounts.ACCOUNTS)
def test_a_right_account_passes_the_audit(name: str) -> None:
    assert fz.audit(accounts.account(name)).findings("en").filter(pl.col("severity") == "error").is_empty()


def test_a_published_account_is_not_made() -> None:
    assert fz.read().meta.made is False


@pytest.mark.parametrize("name", accounts.ACCOUNTS)
def test_every_defect_fits_every_account(name: str) -> None:
    assert all(accounts.made(name, kind).error.kind == kind for kind in synthetic.ERRORS)  # type: ignore[union-attr]


@pytest.mark.parametrize(("name", "kind"), [*zip(accounts.ACCOUNTS * 6, synthetic.ERRORS, strict=False)])
def test_a_defect_is_read_where_its_record_says_and_nowhere_else(name: str, kind: str) -> None:
    wrong = accounts.made(name, kind)
    d = accounts.account(f"{name}:{kind}")
    assert d.meta.source_name == f"made-not-real-{name}-2023-{kind}.txt"
    assert d.meta.made
    assert wrong.error is not None
    printed = wrong.frames(LAYOUTS[name])
    assert synthetic.differences(printed, d.frames) == []
    off = {one.frame for one in synthetic.differences(right(name), printed)}
    assert off == set() if kind == "missing_note" else wrong.error.frame in off


@pytest.mark.parametrize("kind", synthetic.ERRORS)
def test_the_audit_sees_every_defect_of_the_school_but_a_note_that_the_prose_makes_good(kind: str) -> None:
    assert bool(messages(f"school:{kind}") - messages("school")) == (kind != "missing_note")


def test_a_missing_note_is_not_printed() -> None:
    right, wrong = accounts.text("school"), accounts.text("school", "missing_note")
    lost = [line for line in right.splitlines() if line not in wrong.splitlines()]
    assert [bool(re.match("注：本部门", line)) for line in lost] == [True]


def test_the_key_of_the_defects_for_the_teacher() -> None:
    key = accounts.defects("school", "en")
    assert key["error"].to_list() == list(synthetic.ERRORS)
    assert key.row(by_predicate=pl.col("error") == "unit_slip")[2:] == (
        "basic_expenditure",
        "31013",
        "amount",
        "108,400.00",
        "10.84",
    )
    assert key.row(by_predicate=pl.col("error") == "full_marks_unspent")[4:] == ("score", "10.00", "0.00")
    assert set(accounts.defects("town")["title"]).isdisjoint(key["title"])


def test_the_same_defect_in_another_place() -> None:
    places = {accounts.made("town", "table_figure", seed=seed).error.key for seed in range(4)}  # type: ignore[union-attr]
    assert len(places) > 1


def test_a_made_account_as_a_file(tmp_path: Path) -> None:
    assert accounts.as_file("school", tmp_path) == _shipped.synthetic_dir() / "made-not-real-school-2023.txt"
    path = accounts.as_file("bureau:weights", tmp_path)
    assert path.parent == tmp_path
    assert fz.read(path).meta.sha256 == accounts.account("bureau", error="weights").meta.sha256


def test_what_is_no_made_account_is_read_as_a_file(tmp_path: Path) -> None:
    path = accounts.made("town").write(tmp_path / "mine.txt")
    assert accounts.account(path).meta.source_name == "mine.txt"
    assert accounts.account().meta.made is False
    with pytest.raises(SourceNotFoundError, match="no such file"):
        accounts.account("schol")


def test_slips_are_told() -> None:
    with pytest.raises(ParameterError, match="out of table_figure"):
        accounts.account("school:broken")
    with pytest.raises(ParameterError, match="made accounts school, bureau, town for the defect 'weights'"):
        accounts.account(None, error="weights")
    with pytest.raises(ParameterError, match="made account out of school"):
        accounts.made("hospital")


@pytest.mark.parametrize("name", accounts.ACCOUNTS)
def test_the_budget_of_an_account_is_its_own_also_beside_a_defect(name: str) -> None:
    b = accounts.budget(name)
    assert b is not None
    assert (b.meta.made, b.meta.kind, b.meta.department) == (True, "budget", PRINTED[name][0])
    made = accounts.made(name).budget()
    assert synthetic.differences(made.frames("yuan"), b.frames) == []
    beside = accounts.budget(f"/somewhere/{accounts.file_name(name, 'weights')}")
    assert beside is not None
    assert beside.meta.sha256 == b.meta.sha256


def test_an_account_without_a_made_budget_has_none_but_the_file_that_is_given() -> None:
    assert accounts.budget() is None
    assert accounts.budget("mine.txt") is None
    given = accounts.budget("mine.txt", _shipped.synthetic_dir() / accounts.budget_name("town"))
    assert given is not None
    assert given.meta.kind == "budget"
    with pytest.raises(ParameterError, match="one department"):
        fz.teach.lesson("execution", accounts.account("school"), budget=given)
    with pytest.raises(ParameterError, match="two final accounts"):
        fz.teach.lesson("execution", accounts.account("school"), budget=accounts.account("school"))


@pytest.mark.parametrize("name", accounts.ACCOUNTS)
def test_what_is_to_be_found_does_not_stand_in_the_name(name: str) -> None:
    d = accounts.account(name, to_find=True)
    assert d.meta.source_name == f"made-not-real-{name}-2023-to_find.txt"
    assert messages(name) != frozenset(fz.audit(d).findings("en")["message"])
    assert len([e for e in fz.teach.lesson("capstone", d) if e.applies]) == 4
    defect = accounts.account(f"{name}:weights", to_find=True)
    assert defect.meta.source_name.endswith("-weights.txt")


@pytest.mark.parametrize("name", [None, *accounts.ACCOUNTS])
def test_every_lesson_has_at_least_three_exercises_on_every_account_that_ships(name: str | None) -> None:
    for key in fz.teach.LESSONS:
        d = accounts.account(name, to_find=key == "capstone")
        lesson = fz.teach.lesson(key, d, budget=accounts.budget(name))
        assert sum(exercise.applies for exercise in lesson) >= 3, key
