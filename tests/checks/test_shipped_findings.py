"""The findings on the shipped account, each read by a person against the printed text: no more, no fewer."""

from __future__ import annotations

import fzfin as fz

FINDINGS = [
    ("error", "C03", "L432", 2),  # 支出总计 2,894.3 is the year's total; with the carryover it is 3,412.67 or 2,925.67
    ("error", "C03", "L432", 2),  # 财政拨款收入总计 3,381.3 holds 487 of institution revenue
    ("error", "D07", "L488", 2),  # 515.05 of 515.05 is growth: from nothing, not 100 %
    ("error", "D10", "L460", 1),  # section 二 repeats the paragraph of section 一
    ("question", "E07", "L534", 1),  # 4,655.28 procured, 2,894.30 spent
    ("question", "D08", "L450", 1),  # the changes of the budgets leave 0.14
    ("question", "B14", "L112", 1),  # 518.37 - 31.37 is the institution revenue of 487
    ("question", "F09", "L701", 1),  # forms 4, 5, 12, 16, 18, 23
    ("question", "F10", "L851", 1),  # =940 and 1880, =40 and 80, =1 and 3
    ("question", "H01", "L1000", 1),  # a rate of acceptance of at most 100 %
    ("question", "H02", "L653", 1),  # costs of at least so much
    ("question", "H03", "L882", 1),  # met to the unit
    ("question", "H04", "L650", 1),  # beaten by half and more
    ("question", "H05", "L701", 1),  # forms 5, 12, 16: nothing spent, all delivered
    ("question", "H06", "L636", 1),  # forms 3 to 6, and 22 and 23
    ("question", "H07", "L897", 1),  # forms 12 and 13, 18 and 19
    ("question", "H08", "L580", 1),  # every score full
    ("question", "H09", "L851", 1),  # no reason for any deviation
    ("question", "H10", "L867", 1),  # the result repeats the goal
    ("question", "K03", "L199", 1),  # 2,182.80 in forms, 2,183.80 of project expenditure
    ("question", "K04", "L645", 1),  # 年终结转结余 in words, 0 carried over in figures
    ("question", "K05", "L80", 1),  # 99.95 % and 99.99 of cases closed
    ("note", "D07", "L510", 6),  # 0 and 0, 增长 0 %
    ("note", "E04", "L534", 1),  # a share of works, of which there are none
    ("note", "F11", "L650", 1),  # no achieved value has a unit
    ("note", "K06", "L1185", 1),  # form 22 names the department 管理中心
]


def test_these_are_the_findings() -> None:
    findings = fz.audit(fz.read()).findings()
    assert findings.select("severity", "code", "left_locator", "cases").rows() == FINDINGS
