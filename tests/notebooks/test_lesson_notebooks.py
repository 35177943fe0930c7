"""The lessons: ten blocks in order, short, one code in two languages; and each runs unanswered on any account."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import altair as alt
import nbformat
import pytest

import fzfin as fz
from fzfin import synthetic
from fzfin.teach import Exercise, Feedback, Verdict
from fzfin.vocab import rows

LESSONS = Path(__file__).parents[2] / "notebooks" / "lessons"
LANGUAGES = ("zh", "en")
BLOCKS = {
    "zh": ["目标", "先修", "术语", "问题", "示例", "图", "陷阱", "练习", "讨论", "来源"],
    "en": [
        "Objectives", "Before", "Terms", "Question", "Worked example",
        "Picture", "Trap", "Exercises", "Discuss", "Sources and caveats",
    ],
}  # fmt: skip
MOST_WORDS = {"zh": 1800, "en": 1100}
"""What can be read aloud in a quarter of an hour: Chinese characters, English words."""
WITHOUT_CODE = ("reading", "flow", "three_public")
DEFECTS = {"bureau": "full_marks_unspent", "school": "broken_total", "town": "unit_slip"}
"""A made account of each character, and what is wrong in it."""
KEYS = fz.teach.LESSONS
ALL = [(key, lang) for key in KEYS for lang in LANGUAGES]

Cell = dict[str, Any]


def path(key: str, lang: str) -> Path:
    return LESSONS / lang / f"{KEYS.index(key) + 1}_{key}.ipynb"


@cache
def cells(key: str, lang: str) -> list[Cell]:
    return list(json.loads(path(key, lang).read_text(encoding="utf-8"))["cells"])


def text(cell: Cell) -> str:
    return "".join(cell["source"])


def code(key: str, lang: str) -> list[Cell]:
    return [cell for cell in cells(key, lang) if cell["cell_type"] == "code"]


def blocks(key: str, lang: str) -> dict[str, list[Cell]]:
    """The cells under each heading, the heading's own first."""
    found: dict[str, list[Cell]] = {}
    for cell in cells(key, lang):
        head = re.match(r"## (.+)", text(cell)) if cell["cell_type"] == "markdown" else None
        if head:
            found[head[1]] = []
        if found:
            found[list(found)[-1]].append(cell)
    return found


def words(prose: str, lang: str) -> int:
    """Chinese characters, or English words and figures."""
    return len(re.findall(r"[一-鿿]" if lang == "zh" else r"[\w’'%.,−-]*\w", prose))


def run(key: str, lang: str, source: str | None) -> list[Any]:
    """Run a lesson's code as it is committed, on an account, and give what its cells show."""
    names: dict[str, Any] = {}
    shown = []
    for cell in code(key, lang):
        body = ast.parse(text(cell)).body
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), key, "exec"), names)  # noqa: S102
        if "parameters" in cell["metadata"].get("tags", ()):
            names["source"] = source
        if isinstance(last, ast.Expr):
            shown.append(eval(compile(ast.Expression(last.value), key, "eval"), names))  # noqa: S307
    return shown


def spoken(shown: list[Any]) -> str:
    """The sentences among what cells show."""
    said = [str(item) for item in shown if isinstance(item, str)]
    said += [str(note) for item in shown if isinstance(item, tuple) for note in item]
    return "\n".join(said)


def asked(shown: list[Any]) -> str:
    return "\n".join(item.question for item in shown if isinstance(item, Exercise))


def holds(shown: list[Any], lang: str, *, applies: bool = True) -> None:
    """What every run of a lesson keeps: charts that draw, sentences without blanks, no answer judged."""
    assert all(item is not None for item in shown)
    charts = [item for item in shown if isinstance(item, alt.TopLevelMixin)]
    assert all(chart.to_dict() for chart in charts)
    said = spoken(shown)
    assert not re.search(r"\bNone\b|\bnan\b|[{}]", said), said
    assert lang == "en" or not re.search(r"[A-Za-z]{12,}", said), said
    checks = [item for item in shown if isinstance(item, Feedback)]
    assert {check.verdict for check in checks} <= {Verdict.NOT_ATTEMPTED, Verdict.NOT_APPLICABLE}
    assert not applies or any(check.verdict is Verdict.NOT_ATTEMPTED for check in checks)


def test_these_are_there() -> None:
    found = sorted(str(book.relative_to(LESSONS)) for book in LESSONS.glob("*/*.ipynb"))
    assert found == sorted(str(path(key, lang).relative_to(LESSONS)) for key, lang in ALL)


@pytest.mark.parametrize(("key", "lang"), ALL)
def test_a_lesson_has_its_ten_blocks_in_order(key: str, lang: str) -> None:
    assert list(blocks(key, lang)) == BLOCKS[lang]
    title, parameters, *_ = cells(key, lang)
    assert text(title).startswith("# ")
    named = "source = None\nbudget = None" if key == "execution" else "source = None"
    assert (parameters["metadata"]["tags"], text(parameters)) == (["parameters"], f'{named}\nlang = "{lang}"')


@pytest.mark.parametrize(("key", "lang"), ALL)
def test_each_block_holds_what_it_should(key: str, lang: str) -> None:
    found = dict(zip(("aims", "before", "terms", "question", "example", "picture", "trap", "exercises", "discuss", "source"), blocks(key, lang).values(), strict=True))  # fmt: skip
    kinds = {name: [cell["cell_type"] for cell in held] for name, held in found.items()}
    assert all(kind[0] == "markdown" for kind in kinds.values())
    assert len(re.findall(r"^\d\. ", text(found["aims"][0]), re.MULTILINE)) == 3
    assert text(found["terms"][0]).count("\n| ") >= 5
    assert "\n> " in text(found["question"][0])
    assert 1 <= kinds["example"].count("code") <= 4
    assert 1 <= kinds["picture"].count("code") <= 2
    assert any("fz.charts." in text(cell) for cell in found["picture"])
    assert kinds["picture"][0::2] == ["markdown"] * kinds["picture"].count("code")  # each picture with how it is read
    assert kinds["trap"] == ["markdown", "code"]
    assert text(found["discuss"][0]).count("\n- ") >= 3
    assert kinds["source"] == ["markdown", "code"]
    assert "say.source_note(d" in text(found["source"][1])


@pytest.mark.parametrize(("key", "lang"), ALL)
def test_every_exercise_is_asked_and_left_blank(key: str, lang: str) -> None:
    names = [exercise.name for exercise in fz.teach.lesson(key, fz.read(), lang=lang)]
    held = [text(cell) for cell in list(blocks(key, lang).values())[7] if cell["cell_type"] == "code"]
    assert 3 <= len(names) <= 5
    assert held == [part for name in names for part in (f"lesson.{name}", f"lesson.{name}.check(...)")] + ["lesson.progress()"]  # fmt: skip


@pytest.mark.parametrize(("key", "lang"), ALL)
def test_a_lesson_is_thin_and_clean(key: str, lang: str) -> None:
    notebook = nbformat.read(path(key, lang), as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    held = code(key, lang)
    assert len(held) <= 20
    assert sum(len(cell["source"]) for cell in held) <= 60
    assert all(len(cell["source"]) <= 10 for cell in held)
    assert all(len(line) <= 110 for cell in held for line in text(cell).splitlines())
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in held)
    made = (ast.FunctionDef, ast.Lambda, ast.ClassDef, ast.For, ast.While, ast.ListComp)
    assert not [node for cell in held for node in ast.walk(ast.parse(text(cell))) if isinstance(node, made)]
    assert len({cell["id"] for cell in notebook.cells}) == len(notebook.cells)


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_have_the_same_code(key: str) -> None:
    zh, en = ([(cell["id"], cell["cell_type"]) for cell in cells(key, lang)] for lang in LANGUAGES)
    assert zh == en
    zh_code, en_code = ([text(cell) for cell in code(key, lang) if cell["id"] != "parameters"] for lang in LANGUAGES)
    assert zh_code == en_code


@pytest.mark.parametrize(("key", "lang"), ALL)
def test_the_text_knows_no_account(key: str, lang: str) -> None:
    d = fz.read()
    prose = "\n".join(text(cell) for cell in cells(key, lang) if cell["cell_type"] == "markdown")
    assert not re.search(rf"福州|Fuzhou|{d.meta.year}", prose)
    printed = {f"{fen / 1e6:,.2f}" for fen in d.cells["fen"].drop_nulls().to_list() if fen}
    assert printed & set(re.findall(r"\d[\d,]*\.\d\d\b", prose)) <= {"2.42", "0.01"}  # examples of rounding
    outside = re.sub(r"\|.*\|", "", prose)
    assert lang == "zh" or set(re.findall(r"[一-鿿]+", outside)) <= {"万元", "政府信息公开"}


@pytest.mark.parametrize(("key", "lang"), ALL)
def test_terms_are_those_of_the_glossary(key: str, lang: str) -> None:
    known = {(zh, row["en"]) for row in rows("glossary") for zh in (row["zh"], *row["also"].split("|"))}
    shape = r"^\| (.+?) \| (.+?) \| .+ \|$" if lang == "zh" else r"^\| \*\*(?P<en>.+)\*\*<br>(?P<zh>.+?) \| .+ \|$"
    found = re.findall(shape, text(blocks(key, lang)[BLOCKS[lang][2]][0]), re.MULTILINE)
    names = [(zh, en) for zh, en in found if en != "English"] if lang == "zh" else [(zh, en) for en, zh in found]
    pairs = [pair for zh, en in names for pair in zip(zh.split("、"), en.split(", "), strict=True)]
    assert len(pairs) >= 4
    assert [pair for pair in pairs if pair not in known] == []


@pytest.mark.parametrize("key", WITHOUT_CODE)
def test_lessons_that_need_no_code_say_so(key: str) -> None:
    assert "不用写代码" in text(blocks(key, "zh")["先修"][0])
    assert "No code is needed" in text(blocks(key, "en")["Before"][0])


@pytest.mark.parametrize(("key", "lang"), ALL)
def test_a_lesson_runs_unanswered_on_the_account_that_ships_and_is_read_in_a_quarter_of_an_hour(
    key: str, lang: str
) -> None:
    shown = run(key, lang, None)
    holds(shown, lang)
    prose = "\n".join(text(cell) for cell in cells(key, lang) if cell["cell_type"] == "markdown")
    assert words(prose + spoken(shown) + asked(shown), lang) <= MOST_WORDS[lang]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A made account of each character, with a defect each, as files."""
    folder = tmp_path_factory.mktemp("accounts")
    written = {}
    for character, defect in DEFECTS.items():
        account = synthetic.account(seed=7, character=character).with_error(defect)
        written[character] = str(folder / f"{character}.txt")
        account.write(written[character])
    return written


@pytest.mark.parametrize(("number", "key"), list(enumerate(KEYS)))
def test_a_lesson_runs_unanswered_on_a_made_account(number: int, key: str, made: dict[str, str]) -> None:
    lang, character = LANGUAGES[number % 2], list(DEFECTS)[number % 3]
    holds(run(key, lang, made[character]), lang)


@pytest.mark.parametrize("key", KEYS)
def test_a_lesson_says_what_an_account_lacks_and_does_not_break(key: str, tmp_path: Path) -> None:
    written = tmp_path / "short.txt"
    synthetic.account(seed=7, character="town").write(str(written))
    head, _, _ = written.read_text(encoding="utf-8").partition("支出决算表")
    written.write_text(head, encoding="utf-8")
    assert fz.read(written).expenditure is None
    holds(run(key, "zh", str(written)), "zh", applies=False)
