"""逐项与上年相比：空心是上年，实心是本年。

Line by line against last year: hollow is last year, filled is this year.
"""

import fzfin as fz

d = fz.read()
pairs = fz.analysis.variance_pairs(fz.analysis.variance(d), top=6)
chart = fz.charts.dumbbell(pairs, title="变动最大的是“科技条件专项”", subtitle="单位：万元；只画情况说明作了比较的项目")
