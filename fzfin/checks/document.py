"""The page of all checks, ``docs/checks.md``: ``python -m fzfin.checks.document > docs/checks.md`` writes it.

Its words are those of the vocabulary: ``findings.csv`` for the checks, ``checks_page.csv`` for the text around them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from fzfin.checks.registry import OWN, Check, checks
from fzfin.checks.words import say
from fzfin.kinds import KINDS
from fzfin.vocab import rows

EXAMPLE: Final = """\
import fzfin as fz
from fzfin.checks import at_most

@fz.check("MY01", zh="会议费不超过培训费", en="Meetings cost no more than training")
def meetings(book):
    meeting = book.first("basic_expenditure", economic_code="30215")
    training = book.first("basic_expenditure", economic_code="30216")
    if meeting and training:
        yield at_most(meeting.figure("amount"), [training.figure("amount")])

print(fz.audit(fz.read()).frame("en").filter(code="MY01")["message"][0])
"""
"""A check of one's own, as the page shows it."""

_LANGS: Final = ("zh", "en")
_TEXTS: Final = ("title", "formula", "why", "source")
_SKIPPED: Final = ("title", "heads")


def page() -> str:
    """The page of all checks in Chinese and English, as Markdown.

    Example:
        >>> page().startswith("# ")
        True
    """
    words = rows("checks_page")
    title, heads = (
        {lang: row[lang] for lang in ("zh", "en")} for name in _SKIPPED for row in words if row["section"] == name
    )
    lines = [f"# {title['zh']} · {title['en']}", ""]
    for row in words:
        if row["section"] in _SKIPPED:
            continue
        if row["kind"] == "heading":
            lines += [f"## {row['zh']} · {row['en']}", ""]
        elif row["kind"] == "code":
            lines += ["```python", *EXAMPLE.splitlines(), "```", ""]
        else:
            lines += [row["zh"], "", row["en"], ""]
    ours = [check for check in checks() if check.area != OWN]
    names = [f"{zh} {en}" for zh, en in zip(heads["zh"].split("|"), heads["en"].split("|"), strict=True)]
    for area, found in groupby(sorted(ours, key=lambda check: _areas(ours).index(check.area)), key=lambda c: c.area):
        lines += [f"### {say(f'area.{area}', 'zh')} · {say(f'area.{area}', 'en')}", ""]
        lines += [f"| {' | '.join(names)} |", "|" + "---|" * len(names)]
        lines += [*map(_row, found), ""]
    return "\n".join(lines)


def _areas(ours: list[Check]) -> list[str]:
    return list(dict.fromkeys(check.area for check in ours))


def _row(check: Check) -> str:
    severity = f"{say(f'severity.{check.severity}', 'zh')}<br>{check.severity}"
    return f"| {' | '.join([f'`{check.code}`', severity, *_cells(check)])} |"


def _cells(check: Check) -> Iterator[str]:
    for name in _TEXTS:
        beside = {
            lang: say("accounts_only", lang) if name == "title" and check.kinds != KINDS else "" for lang in _LANGS
        }
        texts = dict.fromkeys(check.say(name, lang) + beside[lang] for lang in _LANGS)
        yield "<br>".join(text.replace("|", "\\|") for text in texts)


if __name__ == "__main__":
    sys.stdout.write(page())
