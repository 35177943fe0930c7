"""一个整体由哪些部分组成，按几种分法。

What a whole is made of, divided in more than one way.
"""

import fzfin as fz

d = fz.read()
parts = fz.analysis.procurement_parts(d)
chart = fz.charts.composition(parts, title="采购几乎全是服务", subtitle="单位：万元；政府采购支出总额的两种分法")
