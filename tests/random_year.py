"""A valid year of an imaginary unit, drawn at random: every case of every sentence comes up, and all figures agree."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

INCOME = (
    "一般公共预算财政拨款收入",
    "政府性基金预算财政拨款收入",
    "国有资本经营预算财政拨款收入",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
)
FUNDS = ("一般公共预算支出", "政府性基金预算支出", "国有资本经营预算支出")
CODES = {
    FUNDS[0]: ("2010301", "2010302", "2050201", "2080101", "2080505", "2101101", "2101102", "2120501", "2210201"),
    FUNDS[1]: ("2120801", "2120803", "2296002"),
    FUNDS[2]: ("2230101", "2230201"),
}
PERSONNEL = ("基本工资", "津贴补贴", "奖金", "绩效工资", "住房公积金", "退休费", "生活补助")
OPERATING = ("办公费", "印刷费", "水费", "电费", "差旅费", "公务接待费", "劳务费", "其他交通费用", "办公设备购置")
REASON = "{{ 年度 }}年工作任务有调整"


class RandomYear:
    """Draws one data file. Amounts are whole 分 inside and written in 元 or, where that is exact, in 万元."""

    def __init__(self, seed: int, editions: tuple[str, ...]) -> None:
        self.draw = random.Random(seed)
        self.unit = 1 if self.draw.random() < 0.5 else 10_000  # 分 in the last digit that is written
        self.data = self._data(editions)

    def _data(self, editions: tuple[str, ...]) -> dict[str, Any]:
        draw = self.draw
        edition = draw.choice(editions)
        self.year = int(edition[:4])
        self.nature = draw.choice(("行政单位", "参照公务员法管理的事业单位", "事业单位"))
        new = draw.random() < 0.15
        data: dict[str, Any] = {"版本": edition, "年度": self.year}
        if draw.random() < 0.8:
            data["设置"] = {"零值写法": draw.choice(("无", "零", "省略"))}
            if draw.random() < 0.5:
                data["设置"]["预算口径"] = draw.choice(("预算", "年初预算", "全年预算", "调整预算"))
        data["单位"] = self._unit()
        data["重点工作"] = [self._work() for _ in range(draw.choice((0, 1, 3)))]
        data |= self._money()
        data |= self._public_spending(new)
        data |= self._other_matters()
        data["项目"] = self._projects()
        data["名词解释"] = {"财政拨款收入": "指同级财政拨付的资金。"} | {
            code: "指用于这一方面的支出。" for fund in FUNDS for code in data[fund]["功能分类"] if len(code) == 7
        }
        if not new:
            data["上年"] = self._last_year(data)
        data["变动原因"] = dict.fromkeys(
            ("收支总计", "财政拨款收支总计", "一般公共预算财政拨款支出", *FUNDS[1:]), REASON
        )
        return data

    def amount(self, low: int = 0, high: int = 500_000_00) -> int:
        """So many 分, in steps of what this report writes."""
        return self.draw.randint(low // self.unit, high // self.unit) * self.unit

    def split(self, whole: int, count: int) -> list[int]:
        """``count`` parts of ``whole``, some of them nil."""
        cuts = sorted(self.draw.randint(0, whole // self.unit) * self.unit for _ in range(count - 1))
        if self.draw.random() < 0.5:
            cuts = [0 if self.draw.random() < 0.3 else cut for cut in cuts]
        edges = [0, *sorted(cuts), whole]
        return [b - a for a, b in zip(edges, edges[1:], strict=False)]

    def written(self, fen: int) -> str:
        if fen == 0:
            return "0"
        wan = Decimal(fen) / 1_000_000
        return f"{wan:.2f}" if self.unit > 1 else f"{Decimal(fen) / 100:.2f}元"

    def _unit(self) -> dict[str, Any]:
        draw = self.draw
        below = [f"第{n}管理所" for n in "一二三"[: draw.choice((0, 0, 1, 3))]]
        unit: dict[str, Any] = {
            "名称": "某县甲乙丙局",
            "层级": draw.choice(("部门", "单位")),
            "性质": self.nature,
            "主管部门": {"名称": "某县甲乙丙局", "代码": "101"},
            "主要职能": [f"承担第{n}项工作。" for n in "一二三四"[: draw.randint(1, 4)]],
            "下属单位": below,
        }
        if draw.random() < 0.5:
            unit["自称"] = "本局"
        if below and draw.random() < 0.5:
            unit["下属单位分类"] = {"行政单位": "1个", "其他事业单位": f"{len(below) - 1}个"}
        self.alone = not below
        return unit

    def _work(self) -> dict[str, Any]:
        total, part = self.draw.randint(10, 900), self.draw.randint(1, 10)
        work: dict[str, Any] = {
            "数据": {"总数": f"{total}件", "部分": f"{part}件"},
            "勾稽": ["部分 <= 总数"],
            "正文": "全年办理{{ 数据.总数 }}，其中{{ 数据.部分 }}为重点事项。",
        }
        return ({"标题": "重点事项办理有力"} if self.draw.random() < 0.6 else {}) | work

    def _money(self) -> dict[str, Any]:
        """Funds first, each balanced; revenue, expenditure and appropriation follow from them."""
        draw = self.draw
        funds = [self._fund(present=True), *(self._fund(present=draw.random() < 0.3) for _ in FUNDS[1:])]
        others = self._others()
        income, opening, spent, closing = (sum(f[n] for f in funds) for n in range(4))
        self.spent = [f[2] for f in funds]
        self.basic = 0 if draw.random() < 0.1 else self.split(self.spent[0], 2)[0]
        self.project = spent - self.basic + others["项目支出"]
        self.appropriated = spent
        self.total = income + opening + others["收入"] + others["使用非财政拨款结余"]
        revenue = dict(zip(INCOME, [*(f[0] for f in funds), *others["各项"]], strict=True))
        revenue |= {"使用非财政拨款结余": others["使用非财政拨款结余"], "年初结转和结余": opening}
        spending = {"基本支出": self.basic, "项目支出": self.project}
        spending |= {k: others[k] for k in ("上缴上级支出", "经营支出", "对附属单位补助支出", "结余分配")}
        spending["年末结转和结余"] = closing
        self.only = not (others["收入"] or others["使用非财政拨款结余"])
        self.closing = closing
        totals = {"收入总计": income + opening, "支出总计": spent + closing}
        totals |= {"年初财政拨款结转和结余": opening, "年末财政拨款结转和结余": closing}
        self.fiscal = income + opening
        money = {"收入": revenue, "支出": spending, "财政拨款": totals}
        written = {key: {k: self.written(v) for k, v in group.items()} for key, group in money.items()}
        return written | {fund: self._functions(fund, amount) for fund, amount in zip(FUNDS, self.spent, strict=True)}

    def _fund(self, present: bool) -> tuple[int, int, int, int]:
        """Income, opening, spending, closing."""
        if not present:
            return 0, 0, 0, 0
        income = self.amount(1_000_000)
        opening = self.amount(0, 5_000_000) if self.draw.random() < 0.4 else 0
        closing = self.split(income + opening, 4)[0] if self.draw.random() < 0.3 else 0
        if income + opening == closing:
            closing = 0
        return income, opening, income + opening - closing, closing

    def _others(self) -> dict[str, Any]:
        """What does not come from the treasury: all of it is spent or distributed."""
        kinds = ("项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出", "结余分配")
        income = self.split(self.amount(1_000_000, 50_000_000), 5) if self.draw.random() < 0.4 else [0] * 5
        surplus = self.amount(0, 3_000_000) if sum(income) and self.draw.random() < 0.4 else 0
        parts = self.split(sum(income) + surplus, len(kinds))
        return {
            "各项": income,
            "收入": sum(income),
            "使用非财政拨款结余": surplus,
            **dict(zip(kinds, parts, strict=True)),
        }

    def _functions(self, fund: str, amount: int) -> dict[str, Any]:
        draw = self.draw
        if not amount:
            return {"合计": "0", "功能分类": {}}
        codes = sorted(draw.sample(CODES[fund], draw.randint(1, len(CODES[fund]))))
        items = {}
        style = draw.choice(("rate", "budget", "none"))
        for code, part in zip(codes, self.split(amount, len(codes)), strict=True):
            if part:
                items[code] = {"决算": self.written(part), **self._budget(part, style)}
                if draw.random() < 0.2:
                    items[code]["用途"] = "日常办公"
                self.items = getattr(self, "items", {}) | {code: part}
        return {"合计": self.written(amount), "功能分类": items}

    def _budget(self, part: int, style: str) -> dict[str, str]:
        if style == "none":
            return {}
        if style == "rate":
            return {"完成预算": "100%"}
        kind = self.draw.choice(("equal", "more", "less", "nil"))
        if kind == "equal":
            return {"预算": self.written(part)}
        if kind == "nil":
            return {"预算": "0", "原因": REASON}
        change = self.amount(self.unit, max(self.unit, part // 2))
        return {
            "预算": self.written(part + change if kind == "less" or change >= part else part - change),
            "原因": REASON,
        }

    def _public_spending(self, new: bool) -> dict[str, Any]:
        draw, room = self.draw, min(self.appropriated // 4, 9_000_000) // self.unit * self.unit
        abroad, bought, run, received = self.split(room, 4) if draw.random() < 0.7 else [0] * 4
        foreign = self.split(received, 2)[0] if draw.random() < 0.3 else 0
        self.public = {"因公出国境费": abroad, "公务用车": bought + run, "公务接待费": received}
        self.cars = draw.randint(1, 5) if bought or run else draw.choice((0, 2))
        some = draw.randint(1, 30)
        car: dict[str, Any] = {"购置费": self.written(bought), "运行维护费": self.written(run)}
        car |= {"购置数": "1辆" if bought else "0辆", "保有量": f"{self.cars}辆"}
        if bought and draw.random() < 0.5:
            car["购置清单"] = [{"车型": "轿车", "数量": "1辆", "金额": self.written(bought)}]
        if self.cars and draw.random() < 0.5:
            car["保有清单"] = [{"车型": "轿车", "数量": f"{self.cars - 1}辆"}, {"车型": "越野车", "数量": "1辆"}]
        reception: dict[str, Any] = {"决算": self.written(received), "外事接待": self.written(foreign)}
        home = received - foreign
        reception |= {"批次": f"{some if home else 0}批次", "人次": f"{some * 6 if home else 0}人次"}
        if foreign:
            reception |= {"外事批次": "1批次", "外事人次": "4人次"}
        trips = {
            "决算": self.written(abroad),
            "团组数": "1个" if abroad else "0个",
            "人次数": "3人" if abroad else "0人",
        }
        public: dict[str, Any] = {"因公出国境费": trips, "公务用车": car, "公务接待费": reception}
        for name, group in public.items():
            if draw.random() < 0.4:
                group["预算"] = self.written(self.public[name] + self.amount(0, 900_000))
                group["预算原因"] = REASON
            if not new:
                group["原因"] = REASON
            if self.public[name] and draw.random() < 0.5:
                group["用途"] = "日常公务"
        if draw.random() < 0.3:
            public |= {"预算": self.written(sum(self.public.values()) + 100_0000), "预算原因": REASON}
        return {"三公经费": public}

    def _other_matters(self) -> dict[str, Any]:
        draw = self.draw
        matters: dict[str, Any] = {}
        personnel, self.operating = self.split(self.basic, 2) if self.basic else (0, 0)
        if self.basic:
            matters["一般公共预算基本支出"] = {
                "人员经费": self.written(personnel),
                "公用经费": self.written(self.operating),
                "人员经费项目": draw.sample(PERSONNEL, draw.randint(1, 5)),
                "公用经费项目": draw.sample(OPERATING, draw.randint(1, 5)),
            }
        if self.nature != "事业单位":
            matters["机关运行经费"] = {"决算": self.written(self.operating), "原因": REASON}
        goods = self.split(self.amount(0, 9_000_000), 3) if draw.random() < 0.7 else [0] * 3
        bought: dict[str, Any] = dict(zip(("货物", "工程", "服务"), map(self.written, goods), strict=True))
        if draw.random() < 0.7:
            small = self.split(sum(goods), 3)
            bought["授予中小企业合同金额"] = self.written(small[0] + small[1])
            bought["授予小微企业合同金额"] = self.written(small[0])
        if draw.random() < 0.5:
            bought["用途"] = "日常办公"
        matters["政府采购"] = bought
        assets: dict[str, Any] = {"车辆": f"{self.cars + draw.choice((0, 1))}辆"}
        if assets["车辆"] != "0辆" and draw.random() < 0.5:
            assets["车辆清单"] = [{"类别": "应急保障用车", "数量": assets["车辆"]}]
        if self.year < 2022:
            assets["单价50万元以上通用设备"] = draw.choice(("0台", "2台"))
        assets[f"单价100万元以上{'专用' if self.year < 2022 else ''}设备"] = draw.choice(("0台", "1台"))
        return matters | {"国有资产": assets}

    def _projects(self) -> dict[str, Any]:
        draw, projects = self.draw, {}
        codes = [code for code, amount in self.items.items() if amount >= 10 * self.unit]
        for name in ("甲项目", "乙项目", "丙项目")[: draw.choice((0, 0, 1, 3)) if codes else 0]:
            code = draw.choice(codes)
            spent = self.items[code] // 10 // self.unit * self.unit
            steps = ["事前绩效评估", "绩效目标", "绩效监控", "绩效自评"][draw.randint(0, 1) : draw.randint(2, 4)]
            project: dict[str, Any] = {"名称": f"{self.year}年{name}", "功能科目": code}
            project |= {"预算": self.written(spent), "执行": self.written(spent), "绩效管理": steps}
            if draw.random() < 0.6:
                project["自评表"] = _assessment()
            if draw.random() < 0.4:
                project |= {"报告题目": f"{self.year}年{name}资金绩效评价报告", "评价": _evaluation()}
            projects[name] = project
        return projects

    def _last_year(self, data: dict[str, Any]) -> dict[str, Any]:
        """Last year's figures: nil, equal, more or less; one unit on one fund has one total."""
        draw = self.draw

        def near(amount: int) -> int:
            kind = draw.choice(("equal", "nil", "other", "other"))
            return amount if kind == "equal" else 0 if kind == "nil" else self.amount(self.unit, 2 * amount + 3_000_000)

        total = near(self.total)
        one_fund = self.only and not any(self.spent[1:])
        fiscal = total if one_fund else near(self.fiscal)
        general = fiscal if one_fund else near(self.spent[0])
        last: dict[str, Any] = {
            "收入总计": self.written(total),
            "支出总计": self.written(total),
            "财政拨款收入总计": self.written(fiscal),
            "财政拨款支出总计": self.written(fiscal),
            "一般公共预算财政拨款支出": self.written(general),
            "三公经费": {kind: self.written(near(amount)) for kind, amount in self.public.items()},
        }
        if "机关运行经费" in data:
            last["机关运行经费"] = self.written(near(self.operating))
        for fund, amount in zip(FUNDS[1:], self.spent[1:], strict=True):
            if draw.random() < 0.3:
                last[fund] = self.written(near(amount))
        return last


def _assessment() -> dict[str, Any]:
    rows = [("完成指标", "数量指标"), ("完成指标", "质量指标"), ("满意度指标", "满意度指标")]
    said = {"三级": "办理数量", "预期": "全部办理", "实际": "全部办理，支出{{ 执行|万元 }}"}
    return {
        "预期目标": "按计划完成",
        "实际完成": "全部完成",
        "指标": [{"一级": first, "二级": second, **said} for first, second in rows],
    }


def _evaluation() -> dict[str, Any]:
    single = ("实施内容", "主要内容", "资金管理", "分配原则", "前期准备", "组织实施", "工作成效", "申报批复")
    single += ("资金计划", "资金到位", "资金使用", "财务管理")
    several = ("立项背景", "绩效目标", "评价开展", "组织架构", "项目管理", "项目监管", "完成情况", "效益情况")
    several += ("评价结论", "存在问题", "相关建议")
    return {
        **dict.fromkeys(single, "各项工作按计划开展。"),
        **{key: ["各项工作按计划开展。"] for key in several},
        "股室材料": [{"股室": "办公室", "材料": ["整理凭证。"]}],
        "资金到位标题": "资金到位",
    }
