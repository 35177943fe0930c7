"""The made account as a fixture."""

from __future__ import annotations

import pytest
from made_fuzhou import Made, fuzhou


@pytest.fixture
def account() -> Made:
    return fuzhou()
