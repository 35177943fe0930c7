"""Tidy frames to pictures (`sankey`, `waterfall`, `agreement` …) and tables; `save` writes them to files.

Charts compute nothing and know no disclosure: they take one frame and the words, and give an Altair chart. Importing
this package makes Altair use fzfin's theme and its renderer, which needs no network.
"""

from __future__ import annotations

from fzfin.charts.quick import import_altair

import_altair()

from fzfin.charts import renderer, theme  # noqa: E402
from fzfin.charts.agreement import agreement  # noqa: E402
from fzfin.charts.bullet import bullet  # noqa: E402
from fzfin.charts.composition import composition  # noqa: E402
from fzfin.charts.dumbbell import dumbbell  # noqa: E402
from fzfin.charts.execution import execution  # noqa: E402
from fzfin.charts.finding_matrix import finding_matrix  # noqa: E402
from fzfin.charts.fonts import save  # noqa: E402
from fzfin.charts.icicle import icicle  # noqa: E402
from fzfin.charts.index_lines import index_lines  # noqa: E402
from fzfin.charts.indicator_strip import indicator_strip  # noqa: E402
from fzfin.charts.multiples import multiples  # noqa: E402
from fzfin.charts.sankey import sankey  # noqa: E402
from fzfin.charts.shares import shares  # noqa: E402
from fzfin.charts.table import table  # noqa: E402
from fzfin.charts.targets import targets  # noqa: E402
from fzfin.charts.waffle import waffle  # noqa: E402
from fzfin.charts.waterfall import waterfall  # noqa: E402

__all__ = [
    "agreement",
    "bullet",
    "composition",
    "dumbbell",
    "execution",
    "finding_matrix",
    "icicle",
    "index_lines",
    "indicator_strip",
    "multiples",
    "sankey",
    "save",
    "shares",
    "table",
    "targets",
    "waffle",
    "waterfall",
]

theme.enable()
renderer.enable()
