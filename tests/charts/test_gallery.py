"""The gallery: every chart has an example whose code runs and draws the picture that the page shows."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl
import pytest
from test_chart_pictures import svg, words

import fzfin as fz
from fzfin import synthetic
from fzfin.charts.gallery import FOLDER, PAGE, Example, examples, main, page
from fzfin.errors import FzfinError

DOCS = Path(__file__).parents[2] / FOLDER
EXAMPLES = examples(DOCS)
MOST_BYTES = 1_500_000
MOST_LINES = 16


def test_every_chart_has_an_example_and_every_example_a_chart() -> None:
    assert [one.name for one in EXAMPLES] == sorted(set(fz.charts.__all__) - {"save", "table"})
    assert [one.name for one in EXAMPLES if f"fz.charts.{one.name}(" not in one.code] == []
    assert [one.name for one in EXAMPLES if len(one.code.splitlines()) > MOST_LINES] == []


def test_the_page_in_docs_is_the_one_that_is_made() -> None:
    assert (DOCS.parent / PAGE).read_text(encoding="utf-8") == page(EXAMPLES), "run: python -m fzfin.charts.gallery"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_code_draws_the_picture_that_is_shown(example: Example) -> None:
    chart = example.draw()
    assert chart.to_dict()["description"]
    kept = (DOCS / f"{example.name}.svg").read_text(encoding="utf-8")
    assert words(kept) == words(svg(chart)), "run: python -m fzfin.charts.gallery"
    root = ET.fromstring(kept)  # noqa: S314 - the repository's own picture
    assert root.tag.endswith("svg")
    assert "http" not in kept.replace('xmlns="http://www.w3.org/2000/svg"', "").replace(
        'xmlns:xlink="http://www.w3.org/1999/xlink"', ""
    )


def test_the_pictures_are_small_and_none_is_left_over() -> None:
    pictures = sorted(DOCS.glob("*.svg"))
    assert [path.stem for path in pictures] == [one.name for one in EXAMPLES]
    assert sum(path.stat().st_size for path in pictures) < MOST_BYTES


@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_what_flows_into_a_node_of_the_sankey_flows_out(seed: int | None, tmp_path: Path) -> None:
    if seed is None:
        d = fz.read()
    else:
        synthetic.account(seed=seed).write(tmp_path / "made.txt")
        d = fz.read(tmp_path / "made.txt")
    flows = fz.analysis.flows(d).with_columns(fen=(pl.col("amount") * 1_000_000).round(0).cast(pl.Int64))
    into = dict(flows.group_by("target").agg(pl.col("fen").sum()).iter_rows())
    out = dict(flows.group_by("source").agg(pl.col("fen").sum()).iter_rows())
    middle = into.keys() & out.keys()
    assert "account" in middle
    assert {node: into[node] - out[node] for node in middle if into[node] != out[node]} == {}
    assert sum(out[node] for node in out.keys() - middle) == sum(into[node] for node in into.keys() - middle)


def test_outside_the_repository_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main() == 1
    assert "run this in the repository" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_example_that_says_nothing_or_makes_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('"""One."""\nchart = 1\n')
    with pytest.raises(FzfinError, match=r"a\.py: expected a docstring of two paragraphs"):
        examples(tmp_path)
    with pytest.raises(FzfinError, match="to make a chart"):
        Example("a", "一", "One", "x = 1").draw()
