"""A truthful year of an imaginary unit as its accountant would type it: counted from a ledger in 分, then every figure
rounded by itself, to 万元 with two decimals or written in 元. Every case of every sentence comes up.

It shares no assumption with the rules: what must agree agrees because it was counted from the same payments, and is
off by what rounding each figure alone makes of it.
"""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.random_ledger import OTHER_INCOME, OTHER_KINDS, PURSES, Drawn, Ledger, last_of

INCOME = (*(f"{purse}财政拨款收入" for purse in PURSES[:3]), *OTHER_INCOME)
FUNDS = tuple(f"{purse}支出" for purse in PURSES[:3])
PERSONNEL = ("基本工资", "津贴补贴", "奖金", "绩效工资", "住房公积金", "退休费", "生活补助")
OPERATING = ("办公费", "印刷费", "水费", "电费", "差旅费", "劳务费", "其他交通费用", "办公设备购置")
REASON = "{{ 年度 }}年工作任务有调整"
KINDS = ("货物", "工程", "服务")


class RandomYear:
    """Draws one data file; that of the year after ``before``, from the same books, where there is one."""

    def __init__(self, seed: int, editions: tuple[str, ...], before: RandomYear | None = None) -> None:
        self.draw = draw = random.Random(seed)
        self.before = before
        self.in_yuan = draw.random() < 0.4
        self.zeros = draw.choice(("0", "0.00"))
        self.drawn = Drawn(draw, draw.choice((3_000_000_00, 30_000_000_00, 1_600_000_000_00)))
        self.last, opening = last_of(self.drawn) if before is None else (before.now, before.now.left())
        self.now: Ledger = self.drawn.year(opening)
        self.data = self._data(editions)

    # ── how a figure is written ──

    def written(self, fen: int, plain: bool = False) -> str:
        """``fen`` as it is typed: in 元 to the 分, or rounded to 万元 by itself."""
        if fen == 0:
            return "0" if plain else self.zeros
        if self.in_yuan or (not plain and self.draw.random() < 0.05):
            return f"{Decimal(fen) / 100:.2f}元"
        return f"{(Decimal(fen) / 1_000_000).quantize(Decimal('0.01'), ROUND_HALF_UP)}"

    def about(self, number: int, unit: str) -> str:
        """``number`` as a text says it: exactly, or as somewhat more, somewhat less or about so many."""
        way = self.draw.choice(("", "", "逾", "余", "近", "约")) if number > 20 else ""
        step = 10 ** (len(str(number)) - 1)
        floor = number // step * step
        if way == "逾" and floor < number:
            return f"逾{floor}{unit}"
        if way == "余" and floor < number:
            return f"{floor}余{unit}"
        if way == "近" and floor < number:
            return f"近{floor + step}{unit}"
        return f"约{floor}{unit}" if way == "约" else f"{number}{unit}"

    def rate(self, part: int, whole: int) -> str:
        share = (Decimal(part) * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return f"{share}%"

    # ── the file ──

    def _data(self, editions: tuple[str, ...]) -> dict[str, Any]:
        draw = self.draw
        edition = draw.choice(editions)
        self.year = int(edition[:4])
        self.nature = draw.choice(("行政单位", "参照公务员法管理的事业单位", "事业单位"))
        new = draw.random() < 0.15
        if self.before is not None:
            edition, self.year, self.nature = self.before.data["版本"], self.before.year + 1, self.before.nature
            new = False
        data: dict[str, Any] = {"版本": edition, "年度": self.year}
        if draw.random() < 0.8:
            data["设置"] = {"零值写法": draw.choice(("无", "零", "省略"))}
            if draw.random() < 0.5:
                data["设置"]["预算口径"] = draw.choice(("预算", "年初预算", "全年预算", "调整预算"))
        data["单位"] = self._unit(new)
        if draw.random() < 0.4:
            data["人员"] = self._staff()
        data["重点工作"] = [self._work() for _ in range(draw.choice((0, 1, 3)))]
        data |= self._money()
        data |= {fund: self._functions(purse) for fund, purse in zip(FUNDS, PURSES, strict=False)}
        data |= self._basic() | self._public_spending(new) | self._procurement() | self._assets()
        data["项目"] = self._projects()
        if draw.random() < 0.4:
            data["绩效管理"] = dict.fromkeys(("绩效目标", "绩效监控", "绩效自评"), f"{len(data['项目']) + 2}个")
        data["名词解释"] = {"财政拨款收入": "指同级财政拨付的资金。"} | {
            code: "指用于这一方面的支出。" for fund in FUNDS for code in data[fund]["功能分类"] if len(code) == 7
        }
        if not new:
            data["上年"] = self._last_year(data)
        data["变动原因"] = dict.fromkeys(
            ("收支总计", "财政拨款收支总计", "一般公共预算财政拨款支出", *FUNDS[1:]), REASON
        )
        return data

    def _unit(self, new: bool) -> dict[str, Any]:
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
        if new:
            unit["新设立"] = "是"
        if draw.random() < 0.5:
            unit["自称"] = "本局"
        if below and draw.random() < 0.5:
            unit["下属单位分类"] = {"行政单位": "1个", "其他事业单位": f"{len(below) - 1}个"}
        self.alone = not below
        return unit

    def _staff(self) -> dict[str, str]:
        kinds = {kind: self.draw.randint(0, 30) for kind in ("行政编制在职", "参公编制在职", "事业编制在职")}
        kept = {kind: count for kind, count in kinds.items() if self.draw.random() < 0.6}
        staff = {kind: f"{count}人" for kind, count in kept.items()}
        if kept and self.draw.random() < 0.7:
            staff["核定编制数"] = f"{sum(kept.values()) + self.draw.randint(0, 3)}人"
        return staff | {"退休人员": f"{self.draw.randint(0, 9)}人"}

    def _work(self) -> dict[str, Any]:
        """Counts as they were, said more or less exactly, and what is true of them."""
        draw = self.draw
        some, others = draw.randint(1, 9_000), draw.randint(1, 9_000)
        done = draw.randint(0, some)
        work: dict[str, Any] = {
            "数据": {
                "总数": self.about(some + others, "件"),
                "窗口": self.about(some, "件"),
                "网上": self.about(others, "件"),
                "受理": f"{some}件",
                "办结": f"{done}件",
                "办结率": self.rate(done, some),
                "目标完成率": f"{draw.randint(80, 140)}%",
                "增长率": f"{draw.randint(1, 300)}%",
            },
            "勾稽": [
                "总数 = 窗口 + 网上",
                "窗口 <= 总数",
                "总数 >= 窗口 + 网上",
                "办结率 = 办结 ÷ 受理",
                "办结 <= 受理",
            ],
            "正文": "全年办理{{ 数据.总数 }}，窗口{{ 数据.窗口 }}，网上{{ 数据.网上 }}；受理{{ 数据.受理 }}，"
            "办结{{ 数据.办结 }}，办结率{{ 数据.办结率 }}，完成{{ 数据.目标完成率 }}，增长{{ 数据.增长率 }}。",
        }
        return ({"标题": "重点事项办理有力"} if draw.random() < 0.6 else {}) | work

    def _money(self) -> dict[str, Any]:
        now, three = self.now, PURSES[:3]
        revenue = {f"{purse}财政拨款收入": now.income(purse) for purse in three} | now.received[PURSES[3]]
        revenue |= {"使用非财政拨款结余": now.surplus, "年初结转和结余": sum(now.opening.values())}
        spending = {kind: now.paid(kind=kind) for kind in OTHER_KINDS}
        spending |= {"结余分配": now.distributed, "年末结转和结余": sum(map(now.closing, PURSES))}
        opening, closing = (sum(map(side, three)) for side in (now.opening.__getitem__, now.closing))
        fiscal = {
            "收入总计": sum(map(now.income, three)) + opening,
            "支出总计": sum(now.paid(purse=p) for p in three) + closing,
            "年初财政拨款结转和结余": opening,
            "年末财政拨款结转和结余": closing,
        }
        returned = sum(now.paid(purse=p, old=True) for p in three)
        if self.draw.random() < 0.5:
            basic = sum(now.paid(purse=p, kind="基本支出") for p in three)
            for_basic = basic + self.drawn.some(closing, nil=0.7) if not opening else basic
            for_basic = min(for_basic, sum(map(now.income, three)))
            fiscal |= {"基本支出收入数": for_basic, "项目支出收入数": sum(map(now.income, three)) - for_basic}
            project = sum(now.paid(purse=p, kind="项目支出", old=False) for p in three)
            fiscal |= {"基本支出支出数": basic, "项目支出支出数": project}
            if returned or self.draw.random() < 0.5:
                fiscal["财政应返还额度支出数"] = returned
        groups = {"收入": revenue, "支出": spending, "财政拨款": fiscal}
        written = {key: {k: self.written(v) for k, v in group.items()} for key, group in groups.items()}
        if self.draw.random() < 0.5:
            written["收入"]["收入总计"] = self.written(sum(revenue.values()))
            written["支出"]["支出总计"] = self.written(sum(spending.values()))
        if self.draw.random() < 0.5:
            written["收入"]["本年收入合计"] = self.written(sum(map(now.income, PURSES)))
            written["支出"]["本年支出合计"] = self.written(now.paid())
        return written

    def _functions(self, purse: str) -> dict[str, Any]:
        draw, now = self.draw, self.now
        amounts: dict[str, int] = {}
        for payment in now.payments:
            if payment.purse == purse and payment.fen:
                amounts[payment.code] = amounts.get(payment.code, 0) + payment.fen
        items: dict[str, Any] = {}
        style = draw.choice(("rate", "budget", "budget", "none"))
        for code in sorted(amounts):
            items[code] = {"决算": self.written(amounts[code]), **self._budget(amounts[code], style)}
            if draw.random() < 0.2:
                items[code]["用途"] = "日常办公"
        for length in (3, 5):
            for prefix in sorted({code[:length] for code in amounts}):
                if draw.random() < 0.3:
                    items[prefix] = {"决算": self.written(sum(v for c, v in amounts.items() if c.startswith(prefix)))}
        return {"合计": self.written(now.paid(purse=purse)), "功能分类": dict(sorted(items.items()))}

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
        planned = part + self.drawn.some(part) if kind == "less" else part - self.drawn.some(part)
        budget = {"预算": self.written(planned), "原因": REASON}
        return budget | ({"完成预算": self.rate(part, planned)} if planned > 0 and self.draw.random() < 0.3 else {})

    def _basic(self) -> dict[str, Any]:
        draw, general = self.draw, PURSES[0]
        staff, self.office = (self.now.paid(purse=general, use=use) for use in ("人员", "公用"))
        matters: dict[str, Any] = {}
        if staff or self.office:
            matters["一般公共预算基本支出"] = {
                "人员经费": self.written(staff),
                "公用经费": self.written(self.office),
                "人员经费项目": draw.sample(PERSONNEL, draw.randint(1, 5)),
                "公用经费项目": draw.sample(OPERATING, draw.randint(1, 5)),
            }
            if draw.random() < 0.3:
                matters["一般公共预算基本支出"]["合计"] = self.written(staff + self.office)
        if self.nature != "事业单位":
            own = self.office if self.alone else self.office - self.drawn.some(self.office, nil=0.5)
            self.own_office = own
            matters["机关运行经费"] = {"决算": self.written(own), "原因": REASON}
        return matters

    def _public_spending(self, new: bool) -> dict[str, Any]:
        """Trips, cars and guests, paid out of what the funds paid; cars may be rented, guests may cost a few 元."""
        draw = self.draw
        room = sum(self.now.paid(purse=p) for p in PURSES[:3]) // 4
        abroad, bought, run, home, foreign = self.drawn.parts(self.drawn.some(room, nil=0.3), 5)
        self.public = {"因公出国境费": abroad, "公务用车": bought + run, "公务接待费": home + foreign}
        new_cars = draw.randint(1, 3) if bought else 0
        self.cars = new_cars + (draw.choice((0, 0, 2, 5)) if run else draw.choice((0, 2)))
        car: dict[str, Any] = {"购置费": self.written(bought), "运行维护费": self.written(run)}
        car |= {"购置数": f"{new_cars}辆", "保有量": f"{self.cars}辆"}
        if bought and draw.random() < 0.5:
            first = bought // 3
            prices = [first, bought - first] if new_cars > 1 else [bought]
            counts = [new_cars - 1, 1] if new_cars > 1 else [1]
            car["购置清单"] = [
                {"车型": "轿车", "数量": f"{n}辆", "金额": self.written(fen)}
                for n, fen in zip(counts, prices, strict=True)
            ]
        if self.cars and draw.random() < 0.5:
            car["保有清单"] = [{"车型": "轿车", "数量": f"{self.cars - 1}辆"}, {"车型": "越野车", "数量": "1辆"}]
        times, guests = draw.randint(1, 90), draw.randint(1, 20)
        reception: dict[str, Any] = {"决算": self.written(home + foreign), "外事接待": self.written(foreign)}
        reception |= {"批次": f"{times if home else 0}批次", "人次": f"{times * guests if home else 0}人次"}
        if foreign or draw.random() < 0.3:
            reception |= {"外事批次": f"{2 if foreign else 0}批次", "外事人次": f"{2 * guests if foreign else 0}人次"}
        groups, people = draw.randint(1, 4), draw.randint(1, 9)
        trips = {
            "决算": self.written(abroad),
            "团组数": f"{groups if abroad else 0}个",
            "人次数": f"{groups * people if abroad else 0}人",
        }
        public: dict[str, Any] = {"因公出国境费": trips, "公务用车": car, "公务接待费": reception}
        self._budgets_of(public)
        for name, group in public.items():
            if not new and name in self.public:
                group["原因"] = REASON
            if name in self.public and self.public[name] and draw.random() < 0.5:
                group["用途"] = "日常公务"
        return {"三公经费": public}

    def _budgets_of(self, public: dict[str, Any]) -> None:
        draw = self.draw
        planned = {name: spent + self.drawn.some(900_000, nil=0.3) for name, spent in self.public.items()}
        named = [name for name in planned if draw.random() < 0.6]
        for name in named:
            public[name] |= {"预算": self.written(planned[name]), "预算原因": REASON}
        if draw.random() < 0.5:
            public["预算"] = self.written(sum(planned.values()))
        if draw.random() < 0.3:
            public["合计"] = self.written(sum(self.public.values()))
        if named or "预算" in public:
            public["预算原因"] = REASON

    def _procurement(self) -> dict[str, Any]:
        draw = self.draw
        bought = dict(zip(KINDS, self.drawn.parts(self.drawn.some(self.now.paid() // 2, nil=0.3), 3), strict=True))
        group: dict[str, Any] = {kind: self.written(fen) for kind, fen in bought.items()}
        small = {kind: self.drawn.some(fen, nil=0.3) for kind, fen in bought.items()}
        if draw.random() < 0.3 and sum(bought.values()) > 10_000:
            group["合计"] = self.written(sum(bought.values()))
        if draw.random() < 0.7 and sum(bought.values()) > 10_000:
            whole = sum(small.values())
            group |= {"授予中小企业合同金额": self.written(whole)}
            group |= {"授予小微企业合同金额": self.written(self.drawn.some(whole, nil=0.3))}
            for kind in KINDS:
                if draw.random() < 0.6:
                    group[f"{kind}授予中小企业合同金额"] = self.written(small[kind])
        if draw.random() < 0.5:
            group["用途"] = "日常办公"
        if bought["货物"] > 10_000 and draw.random() < 0.4:
            group["采购清单"] = [{"名称": "台式电脑", "数量": f"{draw.randint(1, 20)}台"}]
        return {"政府采购": group}

    def _assets(self) -> dict[str, Any]:
        draw, cars = self.draw, self.cars + self.draw.choice((0, 1))
        assets: dict[str, Any] = {"车辆": f"{cars}辆"}
        if cars and draw.random() < 0.5:
            kinds = [("应急保障用车", 1), ("其他用车", cars - 1)] if cars > 1 else [("应急保障用车", cars)]
            assets["车辆清单"] = [{"类别": kind, "数量": f"{count}辆"} for kind, count in kinds]
        if self.year < 2022:
            assets["单价50万元以上通用设备"] = draw.choice(("0台", "2台"))
        assets[f"单价100万元以上{'专用' if self.year < 2022 else ''}设备"] = draw.choice(("0台", "1台"))
        return {"国有资产": assets}

    def _projects(self) -> dict[str, Any]:
        """Projects paid out of the funds' project payments, some of them with other money besides."""
        draw, projects = self.draw, {}
        there = [p for p in self.now.payments if p.kind == "项目支出" and p.code and p.fen]
        other = self.now.paid(purse=PURSES[3], kind="项目支出")
        for number, payment in enumerate(there[: draw.choice((0, 0, 1, 3))]):
            spent = payment.fen if draw.random() < 0.3 else self.drawn.some(payment.fen)
            mixed = self.drawn.some(other, nil=0.5)
            other -= mixed
            planned, more = spent + self.drawn.some(spent, nil=0.5), mixed + self.drawn.some(mixed, nil=0.5)
            steps = ["事前绩效评估", "绩效目标", "绩效监控", "绩效自评"][draw.randint(0, 1) : draw.randint(2, 4)]
            name = f"{'甲乙丙'[number]}项目"
            project: dict[str, Any] = {"名称": f"{self.year}年{name}", "功能科目": payment.code, "绩效管理": steps}
            project |= {"预算": self.written(planned + more), "执行": self.written(spent + mixed)}
            if more:
                project |= {"其他资金预算": self.written(more), "其他资金执行": self.written(mixed)}
            if draw.random() < 0.6:
                project["自评表"] = _assessment()
            if draw.random() < 0.4:
                project |= {"报告题目": f"{self.year}年{name}资金绩效评价报告", "评价": _evaluation()}
            projects[name] = project
        return projects

    def _last_year(self, data: dict[str, Any]) -> dict[str, Any]:
        """Last year's published figures, counted from last year's own ledger."""
        draw, last = self.draw, self.last
        fiscal = sum(last.paid(purse=p) + last.closing(p) for p in PURSES[:3])
        whole = last.paid() + last.distributed + sum(map(last.closing, PURSES))
        spent = sum(last.paid(purse=p) for p in PURSES[:3])
        same = draw.random() < 0.2
        public = self.drawn.parts(self.drawn.some(spent // 4, nil=0.3), 3)
        if same and sum(self.public.values()) <= spent:
            public = list(self.public.values())
        if self.before is not None:
            public = list(self.before.public.values())
        said: dict[str, Any] = {
            "收入总计": self.written(whole),
            "支出总计": self.written(whole),
            "财政拨款收入总计": self.written(fiscal),
            "财政拨款支出总计": self.written(fiscal),
            "一般公共预算财政拨款支出": self.written(last.paid(purse=PURSES[0])),
            "三公经费": {k: self.written(v) for k, v in zip(self.public, public, strict=True)},
        }
        if "机关运行经费" in data:
            spent = self.drawn.some(last.paid(purse=PURSES[0]), nil=0.1)
            said["机关运行经费"] = self.written(spent if self.before is None else self.before.own_office)
        for fund, purse in zip(FUNDS[1:], PURSES[1:3], strict=True):
            if draw.random() < 0.7:
                said[fund] = self.written(last.paid(purse=purse))
        return said


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
