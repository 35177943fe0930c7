"""Property: a made account that is written reads back exactly, or what could not be proved is said to be unread."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_back import differences, read_back, silent

from fzfin import synthetic

SEEDS = st.integers(0, 2**31)
LAYOUTS = st.sampled_from(synthetic.LAYOUTS)
CHARACTERS = st.sampled_from(synthetic.CHARACTERS)
SPLITS = ("halves", "markup", "pages", "separators", "titles", "words", "zeros")


@settings(max_examples=40, deadline=None, derandomize=True)
@given(SEEDS, CHARACTERS, st.booleans(), LAYOUTS)
def test_an_account_reads_back_exactly(seed: int, character: str, exact: bool, layout: str) -> None:
    account = synthetic.account(seed=seed, character=character, exact=exact)
    read = read_back(account, layout)
    assert differences(account, read, layout) == []
    assert read.repairs.is_empty()


@settings(max_examples=30, deadline=None, derandomize=True)
@given(SEEDS, CHARACTERS, SEEDS, LAYOUTS)
def test_an_account_split_anywhere_reads_back_exactly(seed: int, character: str, fault_seed: int, layout: str) -> None:
    account = synthetic.account(seed=seed, character=character)
    read = read_back(account, layout, SPLITS, fault_seed)
    assert differences(account, read, layout, SPLITS, fault_seed) == []


@pytest.mark.parametrize("fault", SPLITS)
@pytest.mark.parametrize("seed", range(4))
def test_each_fault_alone_is_read_through(fault: str, seed: int) -> None:
    account = synthetic.account(seed=seed, character=synthetic.CHARACTERS[seed % 3])
    read = read_back(account, "fuzhou", fault, seed)
    assert differences(account, read, "fuzhou", fault, seed) == []


@settings(max_examples=25, deadline=None, derandomize=True)
@given(SEEDS, CHARACTERS, SEEDS)
def test_a_displaced_code_is_proved_or_said_to_be_unread(seed: int, character: str, fault_seed: int) -> None:
    account = synthetic.account(seed=seed, character=character, forms=0)
    read = read_back(account, "fuzhou", "codes", fault_seed)
    assert silent(differences(account, read, "fuzhou", "codes", fault_seed), read) == []
