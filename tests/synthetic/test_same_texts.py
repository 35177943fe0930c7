"""The text of a seed stays what it was: lessons and other people's figures rely on it."""

from __future__ import annotations

from hashlib import sha256

import pytest

from fzfin import synthetic

ONCE = ("codes", "halves", "pages", "words", "markup", "separators", "titles", "zeros")
TEXTS = {
    ("fuzhou", 1, "school"): ("f92c7abc37ea9331", "d4c1a64c63619ffa"),
    ("fuzhou", 2, "town"): ("d96911dd4a5c4897", "95f7c0e4619c1440"),
    ("fuzhou", 3, "bureau"): ("9f3a73b9a36768ac", "84dd25b5f00d644d"),
    ("central", 1, "school"): ("636995e6fb7aabd6", "7c11bd246e331b66"),
    ("central", 2, "town"): ("d62a3dc64e70b3af", "b14172154f7b923a"),
    ("central", 3, "bureau"): ("412552a0fe338193", "1745876bdc516f96"),
    ("yuan", 1, "school"): ("100e79da83d14999", "138883cc323e35b2"),
    ("yuan", 2, "town"): ("89454416ee6f602f", "8ff789d21ee4ed38"),
    ("yuan", 3, "bureau"): ("36d86355e000ee12", "54764d6b095eb831"),
}


@pytest.mark.parametrize("made", TEXTS)
def test_a_seed_gives_the_text_that_it_always_gave(made: tuple[str, int, str]) -> None:
    layout, seed, character = made
    account = synthetic.account(seed=seed, character=character)
    texts = account.text(layout), account.text(layout, ONCE, seed)
    assert tuple(sha256(text.encode()).hexdigest()[:16] for text in texts) == TEXTS[made]
