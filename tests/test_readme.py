"""The READMEs do what they say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md")


@pytest.mark.parametrize("name", READMES)
def test_the_ten_lines_run(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = re.search(r"```python\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    assert code is not None
    lines = [line for line in code[1].splitlines() if line]
    assert len(lines) <= 10
    exec(compile(code[1], name, "exec"), {})  # noqa: S102
    assert "repaired  33" in capsys.readouterr().out


@pytest.mark.parametrize("name", READMES)
def test_the_commands_are_those_of_the_command_line(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    helped = subprocess.run([sys.executable, "-m", "fzfin.cli", "--help"], capture_output=True, text=True, check=True)
    for command in ("report", "read", "lab"):
        assert f"`fzfin {command}" in text
        assert command in helped.stdout
    assert "pip install . && fzfin report" in text
    assert 'pip install ".[test]" && pytest -n logical --dist loadfile' in text


@pytest.mark.parametrize("name", READMES)
def test_every_file_that_is_linked_is_there(name: str) -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)", (ROOT / name).read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target
