"""完成值与目标值之比：先列不符合目标的，再列离目标最远的。

Achieved over target: first what is not as targeted, then what lies farthest from its target.
"""

import fzfin as fz

d = fz.read()
far = fz.analysis.performance_outliers(fz.analysis.performance_indicators(d), top=8)
chart = fz.charts.targets(far, title="3 个指标的完成值与自己的目标不符", subtitle="以各指标自己的目标值为 100%")
