"""Economic: the departmental economic classification's names by class, as the wide tables head their columns.

Columns of the wide tables are headed by names; the code is not always printed. Only what a name says within its class
for certain is known here; any other column keeps its printed heading.
"""

from __future__ import annotations

from collections.abc import Mapping

CLASSES: Mapping[str, str] = {
    "工资福利支出": "301",
    "商品和服务支出": "302",
    "对个人和家庭的补助": "303",
    "债务利息及费用支出": "307",
    "资本性支出(基本建设)": "309",
    "资本性支出": "310",
    "对企业补助(基本建设)": "311",
    "对企业补助": "312",
    "对社会保障基金补助": "313",
    "其他支出": "399",
}
_STAFF = (
    "01基本工资 02津贴补贴 03奖金 06伙食补助费 07绩效工资 08机关事业单位基本养老保险缴费 09职业年金缴费 "
    "10职工基本医疗保险缴费 11公务员医疗补助缴费 12其他社会保障缴费 13住房公积金 14医疗费 99其他工资福利支出"
)
_GOODS = (
    "01办公费 02印刷费 03咨询费 04手续费 05水费 06电费 07邮电费 08取暖费 09物业管理费 11差旅费 12因公出国(境)费用 "
    "13维修(护)费 14租赁费 15会议费 16培训费 17公务接待费 18专用材料费 24被装购置费 25专用燃料费 26劳务费 27委托业务费 "
    "28工会经费 29福利费 31公务用车运行维护费 39其他交通费用 40税金及附加费用 99其他商品和服务支出"
)
_HOMES = (
    "01离休费 02退休费 03退职(役)费 04抚恤金 05生活补助 06救济费 07医疗费补助 08助学金 09奖励金 "
    "10个人农业生产补贴 11代缴社会保险费 99其他对个人和家庭的补助"
)
_DEBT = "01国内债务付息 02国外债务付息 03国内债务发行费用 04国外债务发行费用"
_CAPITAL = (
    "01房屋建筑物购建 02办公设备购置 03专用设备购置 05基础设施建设 06大型修缮 07信息网络及软件购置更新 08物资储备 "
    "09土地补偿 10安置补助 11地上附着物和青苗补偿 12拆迁补偿 13公务用车购置 19其他交通工具购置 21文物和陈列品购置 "
    "22无形资产购置 99其他资本性支出"
)
_BUILDING = (
    "01房屋建筑物购建 02办公设备购置 03专用设备购置 05基础设施建设 06大型修缮 07信息网络及软件购置更新 08物资储备 "
    "13公务用车购置 19其他交通工具购置 21文物和陈列品购置 22无形资产购置 99其他基本建设支出"
)
NAMES: Mapping[str, Mapping[str, str]] = {
    code: {entry[2:]: code + entry[:2] for entry in listed.split()}
    for code, listed in {
        "301": _STAFF,
        "302": _GOODS,
        "303": _HOMES,
        "307": _DEBT,
        "309": _BUILDING,
        "310": _CAPITAL,
    }.items()
}
STAFF = ("301", "303")  # 人员经费; every other class is 公用经费
