"""从上年到本年，变化在哪里：每一步是一个科目的增减。

Where the change from last year to this lies: each step is what one line added or took away.
"""

import fzfin as fz

d = fz.read()
steps = fz.analysis.variance_steps(fz.analysis.variance(d), top=6)
chart = fz.charts.waterfall(
    steps,
    title="一般公共预算支出减少 2,126.14 万元，主要是“科技条件专项”",
    subtitle="单位：万元；从上年决算数到本年决算数",
)
