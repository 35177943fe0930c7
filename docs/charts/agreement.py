"""哪些表互相印证：每格写着核对了多少处，不一致的另有符号。

Which tables bear each other out: each cell counts what was compared; what differs has a sign of its own.
"""

import fzfin as fz

d = fz.read()
audit = fz.audit(d)
chart = fz.charts.agreement(
    audit.agreement(), title="4 对表之间有不一致", subtitle="每格为两张表之间核对的次数；× 不一致"
)
