"""JupyterLab for the tests of this folder: `lab` speaks Chinese, `lab_en` English; each is started once, if asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from lab_page import Lab
from lab_server import LabServer


@pytest.fixture(scope="session")
def lab(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab as ``fzfin lab`` starts it."""
    yield from started("zh", browser, tmp_path_factory)


@pytest.fixture(scope="session")
def lab_en(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab as ``fzfin lab --lang en`` starts it."""
    yield from started("en", browser, tmp_path_factory)


def started(lang: str, browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    pytest.importorskip("jupyterlab", reason="jupyterlab is not installed: pip install 'fzfin[lab]'")
    server = LabServer.start(tmp_path_factory.mktemp(f"lab-{lang}"), lang)
    yield Lab(server, browser)
    server.stop()
