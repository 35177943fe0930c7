"""每个项目一行，每个指标一个符号：形状和颜色都表示是否达到目标。

A row a project, a sign an indicator: shape and colour both say whether the target was met.
"""

import polars as pl

import fzfin as fz

d = fz.read()
indicators = fz.analysis.performance_indicators(d).filter(pl.col("project_no") <= 12)
chart = fz.charts.indicator_strip(
    indicators, title="多数指标达到目标，不少恰好达到", subtitle="前 12 个项目；按指标自己的比较符判断"
)
