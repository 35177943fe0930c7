"""The command line: thin, quick to start, one clear message for each error."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import webbrowser
from pathlib import Path

import pytest

import fzfin
from fzfin.cli import main
from fzfin.reports import lab

ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(fzfin.__file__).parents[1])}
COMMAND = [sys.executable, "-m", "fzfin.cli"]


def book(path: Path, source: str) -> str:
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# T"},
        {
            "cell_type": "code",
            "id": "b",
            "metadata": {"tags": ["parameters"]},
            "source": 'source = None\nlang = "zh"\nunit = "万元"\ntop = 10\ncode = ""',
            "execution_count": None,
            "outputs": [],
        },
        {"cell_type": "code", "id": "c", "metadata": {}, "source": source, "execution_count": None, "outputs": []},
    ]
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}), encoding="utf-8")
    return str(path)


def test_version_and_help_import_nothing_heavy() -> None:
    script = (
        "import sys\nfrom fzfin.cli import main\n"
        "for words in (['--version'], ['--help'], *([name, '--help'] for name in ('report', 'read', 'audit', 'lab'))):\n"
        "    try: main(words)\n    except SystemExit as end: assert end.code == 0\n"
        "heavy = {'polars', 'altair', 'papermill', 'nbformat', 'nbconvert', 'IPython', 'jinja2', 'tqdm'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=ENVIRONMENT)
    assert done.stderr == "[]\n"
    assert done.stdout.startswith(f"fzfin {fzfin.__version__}\n")
    assert done.stdout.count("examples:") == 5


def test_report_renders_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    given = book(tmp_path / "own.ipynb", "print(lang, unit, top, repr(code))")
    out = tmp_path / "out"
    words = ["--lang", "en", "--unit", "亿元", "-p", "top=3", "-p", "code=000001", "--out", str(out), "--open"]
    assert main(["report", "--notebook", given, *words]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[-1] == f"index   {out / 'index.html'}"
    assert told.err == ""  # a bar is drawn on terminals only
    assert opened == [(out / "index.html").as_uri()]
    page = (out / "fuzhou-smart-city-2022-own-en.html").read_text(encoding="utf-8")
    assert "en 亿元 3 &#39;000001&#39;" in page


def test_a_failed_notebook_is_exit_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    books = [book(tmp_path / "bad.ipynb", "1/0"), book(tmp_path / "good.ipynb", "1")]
    words = [word for given in books for word in ("--notebook", given)]
    assert main(["report", *words, "--out", str(tmp_path / "out")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["failed", "ok", "index"]
    assert lines[0].endswith("ZeroDivisionError: division by zero")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["report", "no/such.txt"], "expected the file of a disclosure at 'no/such.txt', found no file"),
        (["report", "."], "found a folder"),
        (["report", "--notebook", "varience"], "did you mean 'variance'?"),
        (["report", "-p", "tpo=3"], "did you mean 'top'?"),
        (["report", "-p", "top=many"], "parameter 'top': expected a whole number, found 'many'"),
        (["report", "-p", "top"], "expected a parameter as NAME=VALUE, found 'top'"),
        (["report", "-p", "lang=en"], "argument 'lang' of its own"),
        (["report", "--unit", "万"], "parameter 'unit': expected one of"),
        (["report", "--lang", "de"], "lang: expected one of zh, en, found 'de'"),
        (["report", "--engine", "x"], "engine: expected one of fzfin, kernel, found 'x'"),
        (["report", "--jobs", "0"], "at least 1 job"),
        (["read", "no/such.txt"], "no/such.txt"),
        (["read", "--to", "xlsx"], "expected a format out of parquet, csv, json, excel, found 'xlsx'"),
        (["read", "--out", "x"], "expected --to with --out"),
        (["audit", "no/such.txt"], "no/such.txt"),
        (["audit", "--format", "xml"], "expected a format out of table, json, csv, sarif, found 'xml'"),
        (["audit", "--lang", "de"], "expected lang to be one of zh, en, found 'de'"),
        (["audit", "--fail-on", "all"], "expected --fail-on out of error, question, note, never, found 'all'"),
        (["audit", "--fail-on", "never", "--out", "no/such/file"], "expected a file to write findings to"),
    ],
)
def test_a_wrong_command_is_one_message_and_exit_status_2(
    words: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    told = capsys.readouterr()
    assert message in told.err
    assert told.err.startswith("fzfin: ")
    assert told.err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_read_says_what_was_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read"]) == 0
    assert capsys.readouterr().out == f"{fzfin.read()}\n"


def test_read_writes_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["read", "--to", "csv"]) == 0
    assert (tmp_path / "fuzhou-smart-city-2022" / "expenditure.csv").is_file()
    assert "meta.json" in capsys.readouterr().out


def test_read_accounts_for_every_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--ledger", "--to", "csv", "--out", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "2358 numbers: 2148 in frames, 210 with a reason, 0 without either" in said
    written = (tmp_path / "ledger.csv").read_text(encoding="utf-8-sig").splitlines()
    assert written[0] == "locator,position,text,context,frame,row,column,reason"
    assert len(written) == 2359


def test_audit_says_what_was_found_and_its_status_how_grave(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--lang", "en"]) == 1
    assert "Both years are zero" in capsys.readouterr().out
    assert main(["audit", "--fail-on", "never"]) == 0


def test_audit_writes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "findings.json"
    assert main(["audit", "--format", "json", "--fail-on", "never", "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    assert json.loads(out.read_text(encoding="utf-8"))["year"] == 2022


def test_lab_needs_jupyterlab(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(lab, "find_spec", lambda name: None)
    assert main(["lab"]) == 2
    assert 'pip install "fzfin[lab]"' in capsys.readouterr().err


def test_lab_starts_at_the_notebooks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    started: list[list[str]] = []
    spoken: list[str] = []

    def run(command: list[str], check: bool, env: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
        started.append(command)
        spoken.append(env["FZFIN_LANG"])
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(lab, "find_spec", lambda name: object())
    monkeypatch.setattr(lab.subprocess, "run", run)
    assert main(["lab"]) == 0
    assert main(["lab", "--lang", "en"]) == 0
    assert started[0][1:3] == ["-m", "jupyterlab"]
    assert "--LabApp.default_url=/lab/tree/start/en/start.ipynb" in started[1]
    assert spoken == ["zh", "en"]


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="sends a signal as a terminal does")
def test_ctrl_c_ends_everything_and_leaves_nothing(tmp_path: Path) -> None:
    mark = tmp_path / "running"
    given = book(
        tmp_path / "long.ipynb", f"import os\nopen({str(mark)!r}, 'w').write(str(os.getpid()))\nwhile True: pass"
    )
    words = [*COMMAND, "report", "--notebook", given, "--out", str(tmp_path / "out")]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)
    until = time.monotonic() + 30
    while not (mark.exists() and mark.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert errors.splitlines()[-1] == "fzfin: interrupted; nothing was written"
    assert not (tmp_path / "out").exists()
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)
