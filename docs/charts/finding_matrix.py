"""哪项检查在哪份决算中发现了问题：一行一项检查，一列一份决算，级别以符号区分。

Which check found something in which account: a row a check, a column an account; signs tell how grave it is.
"""

import fzfin as fz

accounts = [fz.read(), fz.read()]
found = fz.analysis.side_by_side(accounts, fz.Disclosure.audit, lang="zh").filter(leads=True)
chart = fz.charts.finding_matrix(
    fz.analysis.finding_counts(found), title="两份决算的质检发现", subtitle="■ 错误，◆ 疑问，○ 提示；点为没有发现"
)
