"""Words that sound or look like others and are often typed for them.

Listed is only what is no word and in no phrase: 既使 is in 既使群众受益，又…, 因该 in 因该项目, 效宜 in 高效宜居.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yanbian_report.rules.wording import CITED, Slip, Sought

# Each with what was meant, which is as long.
_LISTED = """
拔付>拨付 拔款>拨款 划拔>划拨 调拔>调拨 核拔>核拨 财政拔>财政拨 下拔资金>下拨资金
其它收入>其他收入 其它支出>其他支出 其它资金>其他资金 其它交通费>其他交通费 其它应收>其他应收 其它应付>其他应付
拨款收人>拨款收入 事业收人>事业收入 经营收人>经营收入 其他收人>其他收入 本年收人>本年收入 上缴收人>上缴收入
收人总计>收入总计 收人支出>收入支出 收人决算>收入决算 收人合计>收入合计 收人预算>收入预算
结转和节余>结转和结余 结转节余>结转结余 年未结转和>年末结转和 年未余额>年末余额 年未数>年末数
期未数>期末数 期未余额>期末余额
年初决算>年初预算 年初部门决算>年初部门预算 追加决算>追加预算 决算追加>预算追加 予算>预算 绝算>决算 决祘>决算 预祘>预算
收益群体>受益群体 收益群众>受益群众 收益对象>受益对象 收益人数>受益人数 收益人口>受益人口 决算绩效目标>预算绩效目标
财政播款>财政拨款 截流挪用>截留挪用 竟标>竞标 竟价>竞价 凭正>凭证
历行>厉行 报消>报销 审记>审计 编致>编制 指际>指标 目际>目标 布署>部署 布暑>部署 统畴>统筹 竟争>竞争
手序>手续
合理按排>合理安排 统筹按排>统筹安排 统一按排>统一安排 工作按排>工作安排 预算按排>预算安排 资金按排>资金安排
座落于>坐落于 座落在>坐落在 即定目标>既定目标 即定计划>既定计划 即定的>既定的 一如继往>一如既往 再接再励>再接再厉
按步就班>按部就班 迫不急待>迫不及待 贯切落实>贯彻落实 贯切执行>贯彻执行 惯彻>贯彻 倒位>到位 全复盖>全覆盖 复盖率>覆盖率
复盖面>覆盖面 副盖>覆盖 持继推进>持续推进 持继开展>持续开展 持继加强>持续加强 持继提升>持续提升
连绪>连续 继绪>继续 推近>推进
规犯化>规范化 规犯管理>规范管理 不规犯>不规范 规泛>规范 经济效宜>经济效益 社会效宜>社会效益 生态效宜>生态效益
提出申清>提出申请 申清报告>申请报告 用款申清>用款申请 用车购制>用车购置 购制设备>购置设备 购制费>购置费
接代费>接待费 公务接代>公务接待 招代费>招待费 帮抚>帮扶 抚贫>扶贫 扶恤>抚恤 攻艰>攻坚 乡村振新>乡村振兴
巩故>巩固 郡众>群众
补帖>补贴 津帖>津贴 如实反应>如实反映 真实反应>真实反映 全面反应>全面反映 养老保除>养老保险
社会保除>社会保险 医疗保除>医疗保险
"""
# What stands before where two words meet: 不予算入, 选拔付出.
_MEETS = {"予算": "不给准授", "拔付": "选", "拔款": "选", "倒位": "颠", "决算追加": "预、"}
_BY_SIGN: dict[str, list[tuple[str, str, int]]] = {}
for _pair in _LISTED.split():
    _wrong, _, _right = _pair.partition(">")
    _place = next(n for n, (a, b) in enumerate(zip(_wrong, _right, strict=True)) if a != b)
    _BY_SIGN.setdefault(_wrong[_place], []).append((_wrong, _right, _place))


def _typos(text: str, matches: Sequence[re.Match[str]]) -> Iterator[Slip]:
    """A listed word round one of the signs that make it wrong."""
    for match in matches:
        for wrong, right, place in _BY_SIGN[match[0]]:
            start = match.start() - place
            before = text[start - 1 : start] if start > 0 else ""
            if start >= 0 and text.startswith(wrong, start) and (not before or before not in _MEETS.get(wrong, "")):
                yield _typo(start, wrong, right)


def _typo(start: int, wrong: str, right: str) -> Slip:
    span = (start, start + len(wrong))
    return Slip("R509", start, f"“{wrong}”应写作“{right}”", f"改成“{right}”", spare=span, instead=right)


def _like(pattern: str, wrong: str, right: str) -> Sought:
    """``pattern`` finds where ``wrong`` stands for ``right``."""

    def judge(_: str, matches: Sequence[re.Match[str]]) -> Iterator[Slip]:
        return (_typo(match.start(), match[0], match[0].replace(wrong, right, 1)) for match in matches)

    return Sought(pattern, judge, (wrong,))


TYPOS = (
    Sought(f"[{''.join(_BY_SIGN)}]", _typos),
    _like("(?<![蚊营纱帷罗床幔棉])帐[户务目款簿册面套单号]?(?![篷子幕帘房])", "帐", "账"),
    # 截止 is an end that was set, 截至 is up to a day.
    _like(rf"(?<![名报征请募集收])截止(?=[{CITED}\d]+年|\d+月|目前|年底|年末|上年末)", "截止", "截至"),
    _like("(?<![自知利一异舍律克为])己(?:经|完成|全部|发放|支付|达|实现|开展|纳入|于|在|按|将|有|累计)", "己", "已"),
    _like(
        "(?<![年月期周季旬度底始岁之本])末(?:发生|安排|列入|完成|支付|使用|纳入|开展|购置|产生|实现|设置|达到)",
        "末",
        "未",
    ),
    _like("做为(?![期主题样模])", "做为", "作为"),
)
