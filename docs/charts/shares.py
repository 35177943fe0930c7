"""占比和它的基数：超过 100% 的部分另外标出。

Shares with what they are shares of: what exceeds 100% is marked.
"""

import fzfin as fz

d = fz.read()
shares = fz.analysis.procurement_shares(fz.analysis.procurement(d)).head(6)
chart = fz.charts.shares(
    shares, title="授予中小企业的合同占采购总额的 3.04%", subtitle="单位：万元；条由金额重新计算，菱形是公布值"
)
