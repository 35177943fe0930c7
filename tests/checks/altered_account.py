"""A small made account in words and tables, right in every respect; tests put their fault into it."""

from __future__ import annotations

from pathlib import Path

import fzfin as fz
from fzfin.checks import Audit

ACCOUNT = """\
2023年度
江州市园林绿化养护管理中心部门决算

第一部分 部门概况
一、部门主要职责
江州市园林绿化养护管理中心负责城市绿地的养护。
二、部门决算单位基本情况
从决算单位构成看，纳入决算编制范围的单位见下表：
单位名称	单位性质	在职人数
江州市园林绿化养护管理中心	财政全额拨款	12名

第二部分 2023年度部门决算表
一、收入支出决算总表
部门：江州市园林绿化养护管理中心
单位：万元
收入		支出	
项目	决算数	项目（按支出功能分类）	决算数
一、一般公共预算财政拨款收入	300.00	一、住房保障支出	100.00
二、事业收入	0.00	二、城乡社区支出	200.00
本年收入合计	300.00	本年支出合计	300.00
年初结转和结余	0.00	年末结转和结余	0.00
总计	300.00	总计	300.00
注：本表反映部门本年度的总收支和年末结转结余情况。

五、一般公共预算财政拨款支出决算表
部门：江州市园林绿化养护管理中心
单位：万元
项目		本年支出
功能分类科目编码	科目名称	小计	基本支出	项目支出
合计		300.00	180.00	120.00
212	城乡社区支出	200.00	80.00	120.00
21205	城乡社区环境卫生	200.00	80.00	120.00
2120501	城乡社区环境卫生	200.00	80.00	120.00
221	住房保障支出	100.00	100.00	0.00
22102	住房改革支出	100.00	100.00	0.00
2210201	住房公积金	60.00	60.00	0.00
2210203	购房补贴	40.00	40.00	0.00
注：本表反映部门本年度一般公共预算财政拨款支出情况。

第三部分 2023年度部门决算情况说明
一、收入支出决算总体情况说明
2023年度收入总计300万元，支出总计300万元，与上年决算数相比，各增加20万元、20万元，增长7.14%、增长7.14%，主要是：人员增加。
三、一般公共预算拨款支出决算情况说明
2023年一般公共预算拨款支出300万元，比上年决算数增加20万元，增长7.14%，具体情况如下：
（一）2120501-城乡社区环境卫生200万元，较上年决算数增加30万元，增长17.65%。主要原因是项目支出增加。
（二）2210201-住房公积金60万元，较上年决算数减少5万元，下降7.69%。主要原因是人员变动及公积金基数调整。
（三）2210203-购房补贴40万元，较上年决算数减少5万元，下降11.11%。主要原因是人员变动。
七、一般公共预算拨款“三公”经费支出决算情况说明
2023年度一般公共预算拨款“三公”经费支出2万元，较上年增加0.5万元，增长33.33%。主要原因是公务用车支出增加。
（一）因公出国（境）费支出0万元。全年安排本部门组织的出国团组0个；全年因公出国（境）累计0人次。
（二）公务用车购置及运行费支出2万元。其中：
公务用车购置费支出0万元。2023年公务用车购置0辆。
公务用车运行费支出2万元。截至2023年12月31日，本部门公务用车保有量为1辆。
（三）公务接待费支出0万元。累计接待0批次、0人次。
八、预算绩效情况说明
根据预算绩效管理要求，本部门组织对2023年度3个项目实施单位自评，涉及财政拨款资金共计120万元。
九、其他重要事项说明
（一）机关运行经费
本部门为事业单位，没有机关运行经费。
（二）政府采购情况
本部门2023年度政府采购支出总额50万元，其中：政府采购货物支出10万元、政府采购工程支出0万元、政府采购服务支出40万元。授予中小企业合同金额25万元，占政府采购支出总额的50%，其中：授予小微企业合同金额5万元，占授予中小企业合同金额的20%。
（三）国有资产占用使用情况
截至2023年12月31日，本部门共有车辆1辆，其中：应急保障用车1辆、其他用车0辆；单位价值100万元以上设备（不含车辆）0台（套）。

第四部分 名词解释
一、住房公积金：指单位和职工按规定比例缴存的住房公积金。
二、机关运行经费：指为保障行政单位运行用于购买货物和服务的各项资金。
"""


def audited(folder: Path, *changes: tuple[str, str], added: str = "") -> Audit:
    """The audit of the made account, each change made once; `added` stands at the end of the explanations."""
    text = ACCOUNT
    for old, new in (*changes, ("\n第四部分", f"{added}\n\n第四部分") if added else ("", "")):
        if old and text.count(old) < 1:
            raise ValueError(f"the made account does not hold {old!r}")
        text = text.replace(old, new, 1) if old else text
    path = folder / "made.txt"
    path.write_text(text, encoding="utf-8")
    return fz.audit(fz.read(path))


def found(audit: Audit, code: str, *columns: str) -> list[tuple[object, ...]]:
    """The failing rows of one check as flat tuples of some columns."""
    frame = audit.frame()
    return frame.filter((frame["code"] == code) & (frame["outcome"] == "fail")).select(columns).rows()


def outcomes(audit: Audit, code: str) -> list[str]:
    """The outcomes of one check."""
    frame = audit.frame()
    return frame.filter(frame["code"] == code)["outcome"].to_list()
