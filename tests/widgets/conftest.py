"""Accounts to explore: the shipped one, made ones, and one that says little."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import fzfin as fz
from fzfin import synthetic

pytest.importorskip("ipywidgets", reason="ipywidgets is not installed: pip install 'fzfin[lab]'")
pytest.importorskip("anywidget", reason="anywidget is not installed: pip install 'fzfin[lab]'")

LITTLE = """2022年度某某中心部门决算
支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出
栏次\t1\t2\t3\t4\t5\t6
合计\t68.00\t48.00\t20.00\t0.00\t0.00\t0.00
201\t一般公共服务支出\t68.00\t48.00\t20.00\t0.00\t0.00\t0.00
20103\t政府办公厅（室）及相关机构事务\t68.00\t48.00\t20.00\t0.00\t0.00\t0.00
2010350\t事业运行\t68.00\t48.00\t20.00\t0.00\t0.00\t0.00
"""


@pytest.fixture(scope="session")
def shipped() -> fz.Disclosure:
    return fz.read()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], fz.Disclosure]:
    folder, read = tmp_path_factory.mktemp("made"), {}

    def make(character: str) -> fz.Disclosure:
        if character not in read:
            path = folder / f"{character}.txt"
            synthetic.account(seed=4, character=character).write(path)
            read[character] = fz.read(path)
        return read[character]

    return make


@pytest.fixture(scope="session")
def little(tmp_path_factory: pytest.TempPathFactory) -> fz.Disclosure:
    path: Path = tmp_path_factory.mktemp("little") / "little.txt"
    path.write_text(LITTLE, encoding="utf-8")
    return fz.read(path)
