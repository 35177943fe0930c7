"""每 100 元花在哪里：100 个方格，每格 1 元。

Where each 100 yuan went: a hundred squares of one yuan each.
"""

import fzfin as fz

d = fz.read()
parts = fz.analysis.composition_parts(fz.analysis.composition(d))
chart = fz.charts.waffle(parts, title="每 100 元支出中，73.09 元用于一般公共服务支出", subtitle="单位：万元；每格 1 元")
