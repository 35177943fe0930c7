"""由类到款到项：下级填满上级，太矮的写在右边。

From class to section to item: the parts fill their whole; what is too low for words has them at the right.
"""

import fzfin as fz

d = fz.read()
tree = fz.analysis.composition_tree(fz.analysis.composition(d))
chart = fz.charts.icicle(tree, title="一般公共服务支出占全年支出的 73.09%", subtitle="单位：万元；高度与金额成正比")
