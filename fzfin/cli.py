"""The command ``fzfin``: parses arguments and calls the front door. Nothing heavy is imported before it is needed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import fzfin
from fzfin.errors import FzfinError
from fzfin.vocab import UNITS

_FAILED: Final = 1
_WRONG: Final = 2
_INTERRUPTED: Final = 130

_ABOUT: Final = (fzfin.__doc__ or "").partition("\n")[0]
_EXAMPLES: Final = """\
examples:
  fzfin report                                      the disclosure that ships, all notebooks, in Chinese
  fzfin report account.txt --lang en --open         your own, in English, shown in the browser
  fzfin read account.txt                            what was read, repaired, and not understood
  fzfin audit account.txt                           what does not add up, and what needs an answer
  fzfin lessons --lang en                           nine lessons on reading an account, as pages for class
  fzfin compare budget.pdf account.pdf              what was budgeted and what was spent, line by line
  fzfin lab                                         JupyterLab at the notebooks
"""
_REPORT_EXAMPLES: Final = f"""\
examples:
  fzfin report
  fzfin report 2022.txt 2023.txt --notebook variance --notebook three_public --out pages
  fzfin report --lang en --unit {next(iter(UNITS))} -p top=5 --open
  fzfin report account.txt --pdf
  fzfin report account.pdf --budget budget.pdf --notebook variance
  fzfin report account.txt --notebook my/own.ipynb --engine kernel --timeout 300

Values of -p are read by the type that the notebook declares: 000001 stays text where text is expected.
The exit status is 0 if every page is whole, 1 if a notebook failed (its page shows where), 2 for a wrong command.
"""
_READ_EXAMPLES: Final = """\
examples:
  fzfin read                                        the disclosure that ships
  fzfin read account.xlsx --to csv --out tables     one file for each frame, and meta.json
  fzfin read account.pdf --to excel --lang en       a workbook: a sheet for each table, one of sources
  fzfin read prose.docx tables.xlsx                 one account whose prose and tables are published apart
  fzfin read account.txt --ledger                   where each printed number went, and which were lost
"""
_AUDIT_EXAMPLES: Final = """\
examples:
  fzfin audit                                       the disclosure that ships
  fzfin audit account.txt --lang en --fail-on never
  fzfin audit account.txt --format json --out findings.json
  fzfin audit account.txt --format sarif --fail-on question > findings.sarif

An error cannot be true as printed, a question may be right but needs an answer, a note is style or rounding.
The exit status is 0 if nothing as grave as --fail-on was found, 1 if something was, 2 for a wrong command or a source
that cannot be read.
"""
_LESSONS_EXAMPLES: Final = """\
examples:
  fzfin lessons                                     on the account that ships, in Chinese, into lessons/
  fzfin lessons --lang en --source school --open    on a made account for class: school, bureau or town
  fzfin lessons --source town:unit_slip --print     with a defect to find, and worksheets to print
  fzfin lessons --print --pdf                       everything as PDF files as well
  fzfin lessons --source account.pdf --out class    on an account of your own
  fzfin lessons --source account.pdf --budget budget.pdf     the same, with the budget of its year beside it

Pages need neither Jupyter nor a network; the answers are folded below the exercises. The exercises themselves, checked
as you answer, are in JupyterLab: fzfin lab.
"""
_COMPARE_EXAMPLES: Final = """\
examples:
  fzfin compare budget.pdf account.pdf              the lines of every table that differ, or that one of both lacks
  fzfin compare budget.xlsx account.docx --lang en --out compared.csv

Both must be of one department and year; --allow-other compares them all the same. A blank is not zero: nothing is
computed with it, and the note says so. The exit status is 0, 2 for files that cannot be read or compared.
"""
_LAB_EXAMPLES: Final = """\
examples:
  fzfin lab                                         in the repository: at its notebooks; else at ./fzfin-notebooks
  fzfin lab --lang en                               the start notebook, the lessons and all figures in English
  fzfin lab my-notebooks                            at copies in a folder of yours; changed files are never overwritten
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and give back its exit status: 0, 1 for failures or findings, 2 for errors, 130 for Ctrl-C.

    Example:
        >>> main(["--version"])  # doctest: +SKIP
        fzfin 0.1.0
    """
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except FzfinError as error:
        print(f"fzfin: {error}", file=sys.stderr)
        return _WRONG
    except KeyboardInterrupt:
        print("fzfin: interrupted; nothing was written", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return _FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("fzfin", description=_ABOUT, **_laid_out(_EXAMPLES))
    parser.add_argument("--version", action="version", version=f"fzfin {fzfin.__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    report = commands.add_parser(
        "report",
        help="render notebooks as offline HTML pages",
        description=_report.__doc__,
        **_laid_out(_REPORT_EXAMPLES),
    )
    report.add_argument("sources", nargs="*", metavar="SOURCE", help="disclosures (default: the one that ships)")
    report.add_argument(
        "--notebook", action="append", metavar="NAME", help="a notebook by name, or the path of one; may be repeated"
    )
    report.add_argument("--lang", metavar="zh|en", help="language of the pages (default: FZFIN_LANG, else zh)")
    report.add_argument("--unit", help=f"unit of money in the pages: {', '.join(UNITS)}")
    report.add_argument(
        "-p", "--parameter", action="append", default=[], metavar="NAME=VALUE", help="a parameter of the notebooks"
    )
    report.add_argument(
        "--budget", metavar="FILE", help="the budget of the one SOURCE, which the notebook variance lays beside it"
    )
    report.add_argument("--out", default="reports", metavar="DIR", help="folder for the pages (default: reports)")
    report.add_argument("--jobs", type=int, metavar="N", help="notebooks at a time (default: what is worth it)")
    report.add_argument(
        "--timeout", type=float, default=120, metavar="S", help="seconds for one notebook (default: 120)"
    )
    report.add_argument(
        "--engine",
        default="fzfin",
        metavar="fzfin|kernel",
        help="where notebooks run: in a worker, or in a Jupyter kernel",
    )
    report.add_argument("--pdf", action="store_true", help="print each page to a PDF file too (needs Chromium)")
    report.add_argument("--open", action="store_true", help="show the index in the browser")
    report.set_defaults(run=_report)

    read = commands.add_parser(
        "read", help="read a disclosure, show or export it", description=_read.__doc__, **_laid_out(_READ_EXAMPLES)
    )
    read.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help="a disclosure, in one file or several (default: the one that ships)",
    )
    read.add_argument("--to", metavar="excel|parquet|csv|json", help="write a workbook, or one file for each frame")
    read.add_argument("--out", metavar="DIR", help="folder for the files (default: the name of the source)")
    read.add_argument("--lang", metavar="zh|en", help="language of a workbook (default: FZFIN_LANG, else zh)")
    read.add_argument("--ledger", action="store_true", help="account for every printed number (with --to: as a file)")
    read.set_defaults(run=_read)

    audit = commands.add_parser(
        "audit",
        help="check a disclosure: what does not add up",
        description=_audit.__doc__,
        **_laid_out(_AUDIT_EXAMPLES),
    )
    audit.add_argument("source", nargs="?", metavar="SOURCE", help="a disclosure (default: the one that ships)")
    audit.add_argument(
        "--format", default="table", metavar="table|json|csv|sarif", help="form of the findings (default: table)"
    )
    audit.add_argument("--lang", metavar="zh|en", help="language of the findings (default: FZFIN_LANG, else zh)")
    audit.add_argument(
        "--fail-on",
        default="error",
        metavar="error|question|note|never",
        help="the least grave finding that gives exit status 1 (default: error)",
    )
    audit.add_argument("--out", metavar="FILE", help="a file for the findings (default: shown)")
    audit.set_defaults(run=_audit)

    lessons = commands.add_parser(
        "lessons",
        help="render the lessons for class as offline HTML pages",
        description=_lessons.__doc__,
        **_laid_out(_LESSONS_EXAMPLES),
    )
    lessons.add_argument(
        "--source", metavar="SOURCE", help="a disclosure, or a made account: school, bureau, town (default: what ships)"
    )
    lessons.add_argument("--lang", metavar="zh|en", help="language of the lessons (default: FZFIN_LANG, else zh)")
    lessons.add_argument("--budget", metavar="FILE", help="the budget of its year, for the lesson on execution")
    lessons.add_argument("--out", default="lessons", metavar="DIR", help="folder for the pages (default: lessons)")
    lessons.add_argument("--print", action="store_true", dest="sheets", help="worksheets to print as well")
    lessons.add_argument("--pdf", action="store_true", help="print each page to a PDF file too (needs Chromium)")
    lessons.add_argument("--jobs", type=int, metavar="N", help="pages at a time (default: what is worth it)")
    lessons.add_argument("--open", action="store_true", help="show the index in the browser")
    lessons.set_defaults(run=_lessons)

    compare = commands.add_parser(
        "compare",
        help="lay a budget beside the account of its year",
        description=_compare.__doc__,
        **_laid_out(_COMPARE_EXAMPLES),
    )
    compare.add_argument("budget", metavar="BUDGET", help="a departmental budget")
    compare.add_argument("account", metavar="ACCOUNT", help="the final account of the same department and year")
    compare.add_argument("--lang", metavar="zh|en", help="language of labels and notes (default: FZFIN_LANG, else zh)")
    compare.add_argument("--allow-other", action="store_true", help="compare another department or year all the same")
    compare.add_argument("--out", metavar="FILE", help="a .csv, .json or .parquet file for every line and column")
    compare.set_defaults(run=_compare)

    lab = commands.add_parser(
        "lab", help="start JupyterLab at the start notebook", description=_lab.__doc__, **_laid_out(_LAB_EXAMPLES)
    )
    lab.add_argument(
        "--lang", metavar="zh|en", help="language of notebooks and interface (default: FZFIN_LANG, else zh)"
    )
    lab.add_argument("folder", nargs="?", metavar="DIR", help="a folder for copies of the notebooks")
    lab.set_defaults(run=_lab)
    return parser


def _laid_out(examples: str) -> dict[str, Any]:
    return {"formatter_class": argparse.RawDescriptionHelpFormatter, "epilog": examples}


def _report(arguments: argparse.Namespace) -> int:
    """Render notebooks for disclosures as HTML pages that need no network, with an index."""
    from fzfin.reports import batch, notebooks, parameters

    books = notebooks.find(arguments.notebook)
    declared = {str(book): parameters.declared(notebooks.load(book)) for book in books}
    own = {"unit": arguments.unit, "budget": arguments.budget}
    pairs = [*arguments.parameter, *(f"{name}={value}" for name, value in own.items() if value)]
    result = batch.render(
        arguments.sources or None,
        notebooks=books,
        lang=arguments.lang,
        out=arguments.out,
        parameters=parameters.parse(pairs, declared),
        jobs=arguments.jobs,
        timeout=arguments.timeout,
        engine=arguments.engine,
        pdf=arguments.pdf,
        progress=sys.stderr.isatty(),
    )
    return _shown(result, arguments)


def _read(arguments: argparse.Namespace) -> int:
    """Read a disclosure and say what was read, repaired, and not understood; with --to, write its frames to files."""
    if arguments.out and not arguments.to:
        raise fzfin.FzfinError("expected --to with --out: say excel, parquet, csv or json")
    disclosure = fzfin.read(arguments.sources or None)
    print(disclosure)
    ledger = disclosure.ledger("en") if arguments.ledger else None
    if ledger is not None:
        from fzfin.ledger.summary import summary

        print(summary(ledger))
    if arguments.to:
        from fzfin.reports.export import export

        out = arguments.out or Path(disclosure.meta.source_name).stem
        more = {} if ledger is None else {"ledger": ledger}
        for path in export(disclosure, arguments.to, out, more, arguments.lang):
            print(path)
    return 0


def _audit(arguments: argparse.Namespace) -> int:
    """Check a disclosure: what cannot be true as printed, what needs an answer, and what could not be checked."""
    from fzfin.checks import formats

    audit = fzfin.audit(fzfin.read(arguments.source))
    found = formats.reached(audit, arguments.fail_on)
    text = formats.write(audit, arguments.format, arguments.lang, arguments.source)
    if arguments.out is None:
        sys.stdout.write(text)
    else:
        try:
            Path(arguments.out).write_text(text, encoding="utf-8")
        except OSError as error:
            raise fzfin.FzfinError(f"expected a file to write findings to at {arguments.out!r}: {error}") from error
        print(arguments.out)
    return _FAILED if found else 0


def _lessons(arguments: argparse.Namespace) -> int:
    """Render the lessons, a glossary and the pages for the teacher as HTML that needs no network."""
    from fzfin.teach.pages import render_lessons

    result = render_lessons(
        arguments.source,
        lang=arguments.lang,
        budget=arguments.budget,
        out=arguments.out,
        sheets=arguments.sheets,
        pdf=arguments.pdf,
        jobs=arguments.jobs,
    )
    return _shown(result, arguments)


def _shown(result: Any, arguments: argparse.Namespace) -> int:
    """Say what was rendered, open its index if asked to, and give the exit status."""
    print(result)
    if arguments.open:
        import webbrowser

        webbrowser.open(result.index.resolve().as_uri())
    return _FAILED if result.failed else 0


def _compare(arguments: argparse.Namespace) -> int:
    """Lay a budget beside the final account of its year: what was budgeted, what was spent, line by line."""
    from fzfin.reports.comparing import listed
    from fzfin.reports.export import write

    budget, account = fzfin.read(arguments.budget), fzfin.read(arguments.account)
    compared = fzfin.compare(budget, account, lang=arguments.lang, allow_other=arguments.allow_other)
    print(listed(compared, arguments.lang) if arguments.out is None else write(compared, arguments.out))
    return 0


def _lab(arguments: argparse.Namespace) -> int:
    """Start JupyterLab with the start notebook open, in one language; nothing is fetched."""
    from fzfin.reports import lab

    return lab.start(arguments.folder, arguments.lang)


if __name__ == "__main__":
    sys.exit(main())
