"""What `import fzfin` costs and gives."""

from __future__ import annotations

import builtins
import doctest
import importlib
import json
import pkgutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import fzfin as fz

HEAVY = ("altair", "papermill", "nbconvert", "IPython", "great_tables", "ipywidgets", "jupyterlab", "pandas", "numpy")
MODULES = [module.name for module in pkgutil.walk_packages(fz.__path__, "fzfin.")]


def loaded(code: str) -> set[str]:
    script = f"{code}\nimport sys, json\nprint(json.dumps(sorted({{n.partition('.')[0] for n in sys.modules}})))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout.splitlines()[-1]))


def test_importing_loads_nothing_heavy() -> None:
    assert not loaded("import fzfin").intersection((*HEAVY, "polars"))


def test_reading_loads_polars_and_nothing_else_that_is_heavy() -> None:
    names = loaded("import fzfin as fz; fz.read(); fz.analysis.variance(fz.read())")
    assert "polars" in names
    assert not names.intersection(HEAVY)


def test_the_front_door_has_at_most_sixteen_names() -> None:
    assert len(fz.__all__) <= 16
    assert set(dir(fz)) == set(fz.__all__)
    for name in fz.__all__:
        assert getattr(fz, name) is not None
    with pytest.raises(AttributeError, match="it has Disclosure"):
        fz.reed  # noqa: B018


def test_the_version_is_that_of_the_project() -> None:
    project = Path(__file__).parents[1] / "pyproject.toml"
    assert tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"] == fz.__version__


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builtins, "_", None, raising=False)  # doctest leaves the last value there
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0


def test_modules_stay_short() -> None:
    root = Path(fz.__file__).parent
    long = [path.name for path in root.rglob("*.py") if path.read_text(encoding="utf-8").count("\n") > 400]
    assert long == []
