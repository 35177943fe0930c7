"""Made accounts written as web pages, with merged cells, read as the text of the same account."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_back import differences

import fzfin as fz
from fzfin import synthetic


@pytest.mark.parametrize("layout", synthetic.LAYOUTS)
@pytest.mark.parametrize("character", synthetic.CHARACTERS)
def test_a_web_page_reads_back_exactly(layout: str, character: str, tmp_path: Path) -> None:
    account = synthetic.account(seed=11, character=character, forms=2)
    read = fz.read(account.write(tmp_path / "made.html", layout))
    assert differences(account, read, layout) == []
