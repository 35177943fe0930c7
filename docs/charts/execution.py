"""项目花了多少，自评得了多少分：橙色是得分高于执行率的部分。

What projects spent and what marks they gave themselves: orange is by how much the marks run ahead.
"""

import fzfin as fz

d = fz.read()
gaps = fz.analysis.performance_gaps(fz.analysis.performance(d), top=6)
chart = fz.charts.execution(
    gaps, title="6 个项目没有用完预算，执行得分仍是满分", subtitle="单位：万元；执行率 = 全年执行数 ÷ 全年预算数"
)
