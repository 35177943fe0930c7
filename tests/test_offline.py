"""After `import fzfin` a chart of Altair needs no network, whichever was imported first; and nothing heavy is loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest

SHOWN = """
chart = alt.Chart(alt.InlineData(values=[{}])).mark_point()
media = chart._repr_mimebundle_()
media = media[0] if isinstance(media, tuple) else media
print(alt.renderers.active, alt.theme.active, sorted(media))
"""


@pytest.mark.parametrize(
    "imports",
    [
        "import fzfin\nimport altair as alt",
        "import altair as alt\nimport fzfin",
        "import fzfin as fz\nfz.charts\nimport altair as alt",
        "from fzfin import settings\nfrom altair import Chart\nimport altair as alt",
    ],
)
def test_a_chart_needs_no_network_in_whatever_order(imports: str) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", imports + SHOWN], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "fzfin fzfin ['application/vnd.vegalite.v5+json', 'text/plain']"


def test_waiting_loads_nothing_and_ends_with_the_import() -> None:
    code = (
        "import sys, fzfin\n"
        "waits = lambda: [type(f).__name__ for f in sys.meta_path].count('_Waiting')\n"
        "print(waits(), 'altair' in sys.modules, 'polars' in sys.modules)\n"
        "import altair\n"
        "print(waits())"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["1", "False", "False", "0"]
