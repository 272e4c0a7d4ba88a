"""A made-up unit's tables of a year, as a finance system exports them: thirteen from 2022 on, one of them empty.

Nobody's figures. Two classes of expenditure, a table of some hundred columns, numbers as numbers or as texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from yanbian_report.model.table import Table
from yanbian_report.workbook.sheet import Merge, Sheet, Value

UNIT = "晴川县社会保险事务中心"
CLASSES = (
    *("一般公共服务支出", "外交支出", "国防支出", "公共安全支出", "教育支出", "科学技术支出", "文化旅游体育与传媒支出"),
    *("社会保障和就业支出", "卫生健康支出", "节能环保支出", "城乡社区支出", "农林水支出", "交通运输支出"),
    *("资源勘探工业信息等支出", "商业服务业等支出", "金融支出", "援助其他地区支出", "自然资源海洋气象等支出"),
    *("住房保障支出", "粮油物资储备支出", "国有资本经营预算支出", "灾害防治及应急管理支出", "其他支出"),
    *("债务还本支出", "债务付息支出", "抗疫特别国债安排的支出"),
)
ITEMS = (
    ("208", "社会保障和就业支出", "1,043.77"),
    ("20801", "人力资源和社会保障管理事务", "912.36"),
    ("2080109", "社会保险经办机构", "912.36"),
    ("20805", "行政事业单位养老支出", "118.30"),
    ("2080502", "事业单位离退休", "6.12"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "74.79"),
    ("2080506", "机关事业单位职业年金缴费支出", "37.39"),
    ("20826", "财政对基本养老保险基金的补助", "13.11"),
    ("2082602", "财政对城乡居民基本养老保险基金的补助", "13.11"),
    ("210", "卫生健康支出", "42.08"),
    ("21011", "行政事业单位医疗", "42.08"),
    ("2101102", "事业单位医疗", "35.08"),
    ("2101103", "公务员医疗补助", "7.00"),
    ("221", "住房保障支出", "56.09"),
    ("22102", "住房改革支出", "56.09"),
    ("2210201", "住房公积金", "56.09"),
)
TOTAL = "1,141.94"
ECONOMIC = (
    ("工资福利支出", ("基本工资", "津贴补贴", "奖金", "伙食补助费", "绩效工资", "机关事业单位基本养老保险缴费",
                "职业年金缴费", "职工基本医疗保险缴费", "公务员医疗补助缴费", "其他社会保障缴费", "住房公积金",
                "医疗费", "其他工资福利支出")),
    ("商品和服务支出", ("办公费", "印刷费", "咨询费", "手续费", "水费", "电费", "邮电费", "取暖费", "物业管理费",
                 "差旅费", "因公出国（境）费用", "维修（护）费", "租赁费", "会议费", "培训费", "公务接待费",
                 "专用材料费", "被装购置费", "专用燃料费", "劳务费", "委托业务费", "工会经费", "福利费",
                 "公务用车运行维护费", "其他交通费用", "税金及附加费用", "其他商品和服务支出")),
    ("对个人和家庭的补助", ("离休费", "退休费", "退职（役）费", "抚恤金", "生活补助", "救济费", "医疗费补助", "助学金",
                   "奖励金", "个人农业生产补贴", "代缴社会保险费", "其他对个人和家庭的补助")),
    ("债务利息及费用支出", ("国内债务付息", "国外债务付息", "国内债务发行费用", "国外债务发行费用")),
    ("资本性支出（基本建设）", ("房屋建筑物购建", "办公设备购置", "专用设备购置", "基础设施建设", "大型修缮",
                      "信息网络及软件购置更新", "物资储备", "公务用车购置", "其他交通工具购置", "文物和陈列品购置",
                      "无形资产购置", "其他基本建设支出")),
    ("资本性支出", ("房屋建筑物购建", "办公设备购置", "专用设备购置", "基础设施建设", "大型修缮",
               "信息网络及软件购置更新", "物资储备", "土地补偿", "安置补助", "地上附着物和青苗补偿", "拆迁补偿",
               "公务用车购置", "其他交通工具购置", "文物和陈列品购置", "无形资产购置", "其他资本性支出")),
    ("对企业补助", ("资本金注入", "政府投资基金股权投资", "费用补贴", "利息补贴", "其他对企业补助")),
    ("对社会保障基金补助", ("对社会保险基金补助", "补充全国社会保障基金", "对机关事业单位职业年金的补助")),
    ("其他支出", ("国家赔偿费用支出", "对民间非营利组织和群众性自治组织补贴", "经常性赠与", "资本性赠与", "其他支出")),
)  # fmt: skip
NOTES = {
    "总表": "注：本表反映部门本年度的总收支和年末结转结余情况。",
    "收入": "注：本表反映部门本年度取得的各项收入情况。",
    "支出": "注：本表反映部门本年度各项支出情况。",
    "财拨总表": "注：本表反映部门本年度财政拨款总收支和结转结余情况。",
    "一般支出": "注：本表反映部门本年度一般公共预算财政拨款支出情况。",
    "基本": "注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。",
}
Rows = Sequence[Sequence[Value]]


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def table(
    key: str, title: str, label: str, heads: Rows, body: Rows, merges: Sequence[tuple[int, int, int, int]] = ()
) -> Table:
    """A sheet with a title, a number, a line on whose it is, ``heads``, ``body`` and a note; merges count from heads."""  # noqa: E501
    width = max(map(len, heads))
    unit: list[Value] = [f"部门：{UNIT}", *[""] * (width - 1)]
    unit[width // 2], unit[-1] = "2022年度", "金额单位：万元"
    rows = [[title], ["", *[""] * (width - 2), label], unit, *heads, *body]
    if key in NOTES:
        rows.append([NOTES[key]])
    padded = tuple((*row, *[""] * (width - len(row))) for row in rows)
    moved = [Merge(0, 0, 0, width - 1), *(Merge(t + 3, a, b + 3, c) for t, a, b, c in merges)]
    sheet = Sheet(label, padded, tuple(moved))
    first, end = 3 + len(heads), 3 + len(heads) + len(body)
    return Table(key, title, label, "公开表.xlsx", sheet, UNIT, "2022", "万元", (3, first), (first, end), {}, {})


def tables() -> dict[str, Table]:
    """All thirteen, in an order that is not theirs."""
    made = [
        _wide(), _total(), _income(), _expenditure(), _appropriation(), _government(), _general(), _basic(), _projects(),  # noqa: E501
        *_funds(), _three(),
    ]  # fmt: skip
    return {one.key: one for one in made}


def _total() -> Table:
    heads = [
        ["收入", "", "", "支出", "", ""],
        ["项目", "行次", "金额", "项目", "行次", "金额"],
        ["栏次", "", "1", "栏次", "", "2"],
    ]
    left = ["一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入", "上级补助收入"]
    left += ["事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
    numerals = "一二三四五六七八"
    body: list[list[Value]] = []
    for n, name in enumerate(CLASSES):
        own: list[Value] = ["", Decimal(n + 1), ""]
        if n < len(left):
            own = [f"{numerals[n]}、{left[n]}", Decimal(n + 1), number(TOTAL) if n == 0 else Decimal(0)]
        amount = next((number(a) for c, k, a in ITEMS if k == name and len(c) == 3), Decimal(0))
        body.append([*own, f"{_chinese(n + 1)}、{name}", Decimal(n + 32), amount])
    for n, (income, expenditure) in enumerate(
        (
            ("本年收入合计", "本年支出合计"),
            ("使用非财政拨款结余", "结余分配"),
            ("年初结转和结余", "年末结转和结余"),
            ("", ""),
            ("总计", "总计"),
        )
    ):
        amount = number(TOTAL) if n in (0, 4) else Decimal(0) if income else ""
        body.append([income, Decimal(n + 27), amount, expenditure, Decimal(n + 58), amount])
    return table("总表", "收入支出决算总表", "公开01表", heads, body, [(0, 0, 0, 2), (0, 3, 0, 5)])


def _chinese(n: int) -> str:
    digits = "一二三四五六七八九"
    return (digits[n // 10 - 1] if n >= 20 else "") + ("十" if n >= 10 else "") + (digits[n % 10 - 1] if n % 10 else "")


def _classified(key: str, title: str, label: str, columns: Sequence[str], items: Rows) -> Table:
    """Codes in one cell of three merged columns, the name in the fourth."""
    n = len(columns)
    heads: list[list[Value]] = [
        ["项目", "", "", "", *columns],
        ["功能分类\n科目编码", "", "", "科目名称", *[""] * n],
        ["", "", "", "", *[""] * n],
        ["类", "款", "项", "栏次", *(Decimal(k) for k in range(1, n + 1))],
    ]
    total: list[Value] = ["", "", "", "合计", *([number(TOTAL), *[Decimal(0)] * (n - 1)] if items else [""] * n)]
    merges = [(0, 0, 0, 3), (1, 0, 2, 2), (1, 3, 2, 3), *((0, 4 + k, 2, 4 + k) for k in range(n))]
    merges += [(3, 0, 4, 0), (3, 1, 4, 1), (3, 2, 4, 2)]
    body = [[code, "", "", name, *amounts] for code, name, *amounts in items]
    merges += [(5 + r, 0, 5 + r, 2) for r in range(len(body))]
    return table(key, title, label, heads, [total, *(body or [[""] * (4 + n)] * 6)], merges)


def _spread(n: int, basic: bool = True) -> list[list[Value]]:
    zero = Decimal("0.00")
    rows: list[list[Value]] = []
    for code, name, amount in ITEMS:
        one = number(amount)
        parts = [one - Decimal("13.11"), Decimal("13.11")] if code in ("208",) else [one, zero]
        rows.append([code, name, one, *(parts if basic else [one]), *[zero] * n][: 3 + n])
    return rows


def _income() -> Table:
    columns = ["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
    return _classified("收入", "收入决算表", "公开02表", columns, _spread(6, basic=False))


def _expenditure() -> Table:
    columns = ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
    return _classified("支出", "支出决算表", "公开03表", columns, _spread(5))


def _general() -> Table:
    return _classified(
        "一般支出", "一般公共预算财政拨款支出决算表", "公开06表", ["合计", "基本支出", "项目支出"], _spread(2)
    )


def _appropriation() -> Table:
    heads = [
        ["收入", "", "", "支出", "", "", "", "", ""],
        ["项目", "行次", "金额", "项目", "行次", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"],  # noqa: E501
        ["栏次", "", "1", "栏次", "", "2", "3", "4", "5"],
    ]  # fmt: skip
    funds = ["一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
    left = [f"{'一二三'[n]}、{name}" for n, name in enumerate(funds)]
    body: list[list[Value]] = []
    for n, name in enumerate(CLASSES):
        amount: Value = next((number(a) for c, k, a in ITEMS if k == name and len(c) == 3), "")
        own = [left[n], Decimal(n + 1), number(TOTAL) if n == 0 else ""] if n < 3 else ["", Decimal(n + 1), ""]
        body.append([*own, f"{_chinese(n + 1)}、{name}", Decimal(n + 33), amount, amount, "", ""])
    ends = [("本年收入合计", "本年支出合计"), ("年初财政拨款结转和结余", "年末财政拨款结转和结余")]
    ends += [(one, "") for one in left] + [("总计", "总计")]
    for n, (income, expenditure) in enumerate(ends):
        total: Value = number(TOTAL) if n in (0, 5) else ""
        body.append([income, Decimal(n + 27), total, expenditure, Decimal(n + 59), total, total, "", ""])
    return table("财拨总表", "财政拨款收入支出决算总表", "公开04表", heads, body, [(0, 0, 0, 2), (0, 3, 0, 8)])


def _government() -> Table:
    heads = [
        ["项目", "", "", "合计", "一般公共预算财政拨款", "", "", "政府性基金预算财政拨款", "", "", "国有资本经营预算财政拨款", "", ""],  # noqa: E501
        ["科目编码", "", "科目名称", "", *["小计", "基本支出", "项目支出"] * 3],
        ["类", "款", "", "", *[""] * 9],
        ["", "", "栏次", *(str(k) for k in range(1, 11))],
    ]  # fmt: skip
    merges = [(0, 0, 0, 2), (1, 0, 1, 1), (1, 2, 2, 2), (0, 3, 2, 3)]
    merges += [(0, 4 + 3 * k, 0, 6 + 3 * k) for k in range(3)] + [(1, 4 + k, 2, 4 + k) for k in range(9)]
    lines = [("505", "", "对事业单位经常性补助", "1,091.25"), ("505", "1", "工资福利支出", "921.30")]
    lines += [("505", "2", "商品和服务支出", "169.95"), ("506", "", "对事业单位资本性补助", "12.50")]
    lines += [("506", "1", "资本性支出（一）", "12.50"), ("509", "", "对个人和家庭的补助", "38.19")]
    lines += [("509", "1", "社会福利和救助", "25.08"), ("509", "5", "离退休费", "13.11")]
    total: list[Value] = ["", "", "合计", number(TOTAL), number(TOTAL), number("1,128.83"), number("13.11"), *[""] * 6]
    body = [total]
    for a, b, name, amount in lines:
        one = number(amount)
        body.append([Decimal(a), Decimal(b) if b else "", name, one, one, one, "", *[""] * 6])
    return table("财拨明细", "财政拨款支出决算明细表", "公开05表", heads, body, merges)


def _wide() -> Table:
    heads: list[list[Value]] = [
        ["项目", "", "", "", "合计"],
        ["支出功能分类\n科目编码", "", "", "科目名称", ""],
        ["类", "款", "项", "", ""],
    ]
    heads += [["", "", "", "栏次", Decimal(1)]]
    merges = [(0, 0, 0, 3), (1, 0, 1, 2), (1, 3, 2, 3), (0, 4, 2, 4)]
    column = 5
    for name, parts in ECONOMIC:
        merges.append((0, column, 0, column + len(parts)))
        for k, words in enumerate(("小计", *parts)):
            heads[0].append(name if k == 0 else "")
            heads[1].append(words)
            heads[2].append("")
            heads[3].append(Decimal(column - 3))
            merges.append((1, column, 2, column))
            column += 1
    body: list[list[Value]] = [["合计", "", "", "", number(TOTAL), *_amounts(TOTAL, column - 5)]]
    merges.append((4, 0, 4, 3))
    for r, (code, name, amount) in enumerate(ITEMS):
        body.append([code, "", "", name, number(amount), *_amounts(amount, column - 5)])
        merges.append((5 + r, 0, 5 + r, 2))
    return table("一般明细", "一般公共预算财政拨款支出决算明细表", "公开07表", heads, body, merges)


def _amounts(total: str, columns: int) -> list[Value]:
    one = (number(total) / 9).quantize(Decimal("0.01"))
    return [one * (k % 9) if k % 7 in (0, 1, 5) and k < 60 else Decimal("0.00") for k in range(columns)]


def _basic() -> Table:
    heads = [
        ["人员经费", "", "", "公用经费", "", "", "", "", ""],
        ["经济分类\n科目编码", "科目名称", "金额", "经济分类\n科目编码", "科目名称", "金额", "经济分类\n科目编码", "科目名称", "金额"],  # noqa: E501
    ]  # fmt: skip
    merges = [(0, 0, 0, 2), (0, 3, 0, 8)]
    codes = {name: 301 + n for n, (name, _) in enumerate(ECONOMIC[:3])}
    codes |= {"债务利息及费用支出": 307, "资本性支出（基本建设）": 309, "资本性支出": 310, "对企业补助": 312}
    codes |= {"对社会保障基金补助": 313, "其他支出": 399}
    listed = {
        name: [(str(codes[name]), name), *((f"{codes[name]}{k:02}", p) for k, p in enumerate(parts, 1))]
        for name, parts in ECONOMIC
    }
    blocks = [
        listed["工资福利支出"] + listed["对个人和家庭的补助"],
        listed["商品和服务支出"],
        listed["债务利息及费用支出"] + listed["资本性支出"] + listed["其他支出"],
    ]
    body: list[list[Value]] = []
    for n in range(max(map(len, blocks))):
        row: list[Value] = []
        for block in blocks:
            code, name = block[n] if n < len(block) else ("", "")
            row += [
                code,
                name,
                number(f"{(n * 37) % 91}.{n % 10}5") if code and n % 3 != 2 else Decimal(0) if code else "",
            ]
        body.append(row)
    body.append(["人员经费合计", "", number("958.88"), "公用经费合计", "", "", "", "", number("169.95")])
    last = len(heads) + len(body) - 1
    merges += [(last, 0, last, 1), (last, 3, last, 7)]
    return table("基本", "一般公共预算财政拨款基本支出决算明细表", "公开08表", heads, body, merges)


def _projects() -> Table:
    heads = [
        ["项目", "", "", "", "金额"],
        ["科目编码", "", "", "科目名称", ""],
        ["类", "款", "项", "", ""],
        ["", "", "", "栏次", "1"],
    ]
    merges = [(0, 0, 0, 3), (1, 0, 1, 2), (1, 3, 2, 3), (0, 4, 2, 4)]
    body: list[list[Value]] = [["", "", "", "合计", number("13.11")], ["208", "", "", "社会保障和就业支出", "13.11"]]
    body += [["208", "26", "", "财政对基本养老保险基金的补助", "13.11"]]
    body += [["208", "26", "02", "财政对城乡居民基本养老保险基金的补助", "13.11"]]
    return table("项目", "一般公共预算财政拨款项目支出决算表", "公开09表", heads, body, merges)


def _funds() -> list[Table]:
    columns = ["年初结转和结余", "本年收入", "本年支出合计", "基本支出", "项目支出", "年末结转和结余"]
    return [
        _classified("基金", "政府性基金预算财政拨款收入支出决算表", "公开10表", columns, []),
        _classified("国资收支", "国有资本经营预算财政拨款收入支出决算表", "公开11表", columns, []),
        _classified("国资支出", "国有资本经营预算财政拨款支出决算表", "公开12表", ["合计", "基本支出", "项目支出"], []),
    ]


def _three() -> Table:
    one = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"]
    heads: list[list[Value]] = [
        ["预算数", *[""] * 5, "决算数", *[""] * 5],
        [*one, *one],
        ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""] * 2,
        [Decimal(k) for k in range(1, 13)],
    ]
    merges = [(0, 0, 0, 5), (0, 6, 0, 11)]
    for a in (0, 6):
        merges += [(1, a, 2, a), (1, a + 1, 2, a + 1), (1, a + 2, 1, a + 4), (1, a + 5, 2, a + 5)]
    body: list[list[Value]] = [
        ["3.60", "0.00", "2.40", "0.00", "2.40", "1.20", "3.11", "0.00", "2.36", "0.00", "2.36", "0.75"]
    ]
    return table("三公财拨", "财政拨款“三公”经费支出决算表", "公开13表", heads, body, merges)
