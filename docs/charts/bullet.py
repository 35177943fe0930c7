"""不应超过的预算：条是决算数，竖线是预算；只公布完成率时，预算是推算的区间。

A budget not to be exceeded: the bar is the actual, the upright line the budget; where only a completion rate is
published, it is an implied range.
"""

import fzfin as fz

d = fz.read()
limits = fz.analysis.three_public_limits(fz.analysis.three_public(d))
chart = fz.charts.bullet(limits, title="“三公”经费用了预算的 16.13%", subtitle="单位：万元；预算由决算数 ÷ 完成率推算")
