"""Damaged documents: an error of the project's own or a disclosure, never another exception, a hang or a wrong figure."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fzfin as fz
from fzfin import _shipped
from fzfin.disclosure import from_document
from fzfin.frames import TABLES
from fzfin.sources import from_bytes

TEXT = (_shipped.disclosures_dir() / "fuzhou-smart-city-2022.txt").read_text(encoding="utf-8")
LINES = TEXT.split("\n")[:540]


def damaged(rng: random.Random) -> str:
    lines = list(LINES)
    for _ in range(rng.randint(1, 25)):
        at = rng.randrange(len(lines))
        cells = lines[at].split("\t")
        kind = rng.randrange(8)
        if kind == 0:
            del lines[at]
        elif kind == 1:
            lines.insert(at, lines[rng.randrange(len(lines))])
        elif kind == 2:
            rng.shuffle(cells)
            lines[at] = "\t".join(cells)
        elif kind == 3:
            del cells[rng.randrange(len(cells))]
            lines[at] = "\t".join(cells)
        elif kind == 4:
            cells.insert(
                rng.randrange(len(cells) + 1),
                rng.choice(["", "x", "1.00", "/", "合计", "２０１", "9" * 30, "<b>", "=1+1"]),
            )
            lines[at] = "\t".join(cells)
        elif kind == 5:
            lines[at] = lines[at].replace("\t", " ")
        elif kind == 6:
            lines[at] = ""
        else:
            other = rng.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines)


@pytest.mark.parametrize("start", range(0, 120, 20))
def test_damage_gives_no_foreign_exception(start: int) -> None:
    for seed in range(start, start + 20):
        text = damaged(random.Random(seed))
        try:
            d = from_document(from_bytes(text.encode(), "damaged.txt"))
        except fz.FzfinError:
            continue
        assert set(d.frames) >= set(TABLES)


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_the_project_s_own_error(data: bytes) -> None:
    with pytest.raises(fz.FzfinError):
        from_document(from_bytes(data, "bytes"))


@given(st.text(alphabet="收入支出决算总表单位：万元项目合计0123456789.,/\t\n（）一、“”", max_size=400))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_in_the_words_of_the_form_is_read_or_refused(text: str) -> None:
    try:
        from_document(from_bytes(("收入支出决算总表\n" + text).encode(), "text"))
    except fz.FzfinError:
        return


def test_a_file_that_grows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fzfin.sources._MAX_BYTES", 10)
    path = tmp_path / "large.txt"
    path.write_text("x" * 100)
    with pytest.raises(fz.FzfinError, match="expected at most"):
        fz.read(path)
