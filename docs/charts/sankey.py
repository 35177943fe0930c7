"""钱从哪里来、到哪里去：每一条的宽度与金额成正比，每一处流入等于流出。

Where money came from and where it went: each ribbon is as wide as its amount; what flows into a node flows out.
"""

import fzfin as fz

d = fz.read()
flows = fz.analysis.flows(d)
chart = fz.charts.sankey(
    flows, title="可用的 3,412.67 万元中，84.81% 当年支出", subtitle="单位：万元；左边是来源，右边是用途"
)
