"""Who works at the demo company: units, positions and people. Every name is invented.

Plain data: `founding` turns it into calls of services. A stretch of time ends on the first day that
no longer belongs to it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

COMPANY: Final = "江州砚岭新材料有限公司"
SHORT: Final = "砚岭新材"
ADDRESS: Final = "江州市望江区云锦路 188 号"
REGION: Final = "江州市"
MINIMUM_WAGE: Final = "2010.00"

FOUNDED: Final = date(2021, 3, 1)
REORGANISED: Final = date(2025, 7, 1)
"""The sales department became the key-account and the water-treatment sales department."""


@dataclass(frozen=True)
class Entity:
    """A legal entity; the credit code's last character is worked out."""

    name: str
    code17: str
    phone: str
    bank: str
    account: str


ENTITIES: Final = (
    Entity(
        COMPANY, "91369900MA0YL2026", "0999-8600188", "江州商业银行望江支行", "6999 0100 2026 0001"
    ),
    Entity(
        "江州砚岭防水工程有限公司",
        "91369900MA0YL2031",
        "0999-8600166",
        "江州商业银行云锦路支行",
        "6999 0100 2026 0032",
    ),
)


@dataclass(frozen=True)
class UnitPlan:
    """A unit under another one, between two days."""

    name: str
    parent: str
    kind: str = "department"
    opened_on: date = FOUNDED
    closed_on: date | None = None
    earlier_name: str = ""


UNITS: Final = (
    UnitPlan(SHORT, "", "company"),
    UnitPlan("总经办", SHORT),
    UnitPlan("市场营销中心", SHORT, "center"),
    UnitPlan("销售部", "市场营销中心", closed_on=REORGANISED),
    UnitPlan("大客户部", "市场营销中心", opened_on=REORGANISED),
    UnitPlan("水处理销售部", "市场营销中心", opened_on=REORGANISED),
    UnitPlan("市场部", "市场营销中心"),
    UnitPlan("产品管理部", SHORT),
    UnitPlan("研发技术部", SHORT, earlier_name="技术部"),
    UnitPlan("制造部", SHORT),
    UnitPlan("产销协调部", SHORT, opened_on=date(2026, 5, 1)),
    UnitPlan("财务部", SHORT),
    UnitPlan("人事行政部", SHORT, earlier_name="综合管理部"),
)


@dataclass(frozen=True)
class PostPlan:
    """A position of a unit, its seats and the position above it."""

    title: str
    unit: str
    seats: tuple[str, ...] = ()
    superior: str = "总经理"
    headcount: int = 1
    paper: str = ""


POSTS: Final = (
    PostPlan("总经理", "总经办", ("gm", "decision_level"), superior=""),
    PostPlan("行政主管副总经理", "总经办", ("deputy_gm_admin",)),
    PostPlan("总经理助理", "总经办", ("gm_assistant",)),
    PostPlan("市场总监", "市场营销中心", ("market_director", "mkt_center")),
    PostPlan("销售部经理", "销售部", ("dept_head",), superior="市场总监"),
    PostPlan("销售员", "销售部", (), superior="销售部经理", headcount=12),
    PostPlan("销售内勤", "销售部", (), superior="销售部经理"),
    PostPlan("大客户部经理", "大客户部", ("ka_head",), superior="市场总监", paper="ka_head"),
    PostPlan("业务主管", "大客户部", ("sales_supervisor",), superior="大客户部经理", headcount=2),
    PostPlan(
        "大客户员", "大客户部", ("ka_rep",), superior="大客户部经理", headcount=10, paper="ka_rep"
    ),
    PostPlan("大客户部内勤", "大客户部", ("ka_clerk",), superior="大客户部经理", paper="ka_clerk"),
    PostPlan("水处理销售部经理", "水处理销售部", ("dept_head",), superior="市场总监"),
    PostPlan("水处理销售员", "水处理销售部", (), superior="水处理销售部经理", headcount=2),
    PostPlan("市场部经理", "市场部", ("dept_head",), superior="市场总监"),
    PostPlan("项目经理", "市场部", ("project_manager",), superior="市场部经理", headcount=2),
    PostPlan("产品管理部经理", "产品管理部", ("product_mgmt", "dept_head")),
    PostPlan("研发技术部经理", "研发技术部", ("product_rnd", "dept_head")),
    PostPlan("研发工程师", "研发技术部", ("product_rnd",), superior="研发技术部经理", headcount=2),
    PostPlan("制造部经理", "制造部", ("dept_head",)),
    PostPlan("产销协调部经理", "产销协调部", ("dept_head",)),
    PostPlan("计划员", "产销协调部", (), superior="产销协调部经理"),
    PostPlan("财务总监", "财务部", ("cfo", "dept_head")),
    PostPlan("往来会计", "财务部", ("finance",), superior="财务总监"),
    PostPlan("出纳", "财务部", ("finance",), superior="财务总监"),
    PostPlan("人事行政部经理", "人事行政部", ("hr_admin", "dept_head")),
    PostPlan("人事专员", "人事行政部", (), superior="人事行政部经理"),
    PostPlan("系统管理员", "人事行政部", ("admin",), superior="人事行政部经理"),
)


@dataclass(frozen=True)
class Held:
    """Somebody's time in a position."""

    post: str
    since: date
    until: date | None = None
    is_primary: bool = True


@dataclass(frozen=True)
class PersonPlan:
    """A person with their account's name and the positions of their life at the company."""

    name: str
    username: str
    hired_on: date
    held: tuple[Held, ...]
    left_on: date | None = None
    probation_until: date | None = None


def _only(post: str, since: date, until: date | None = None) -> tuple[Held, ...]:
    return (Held(post, since, until),)


def _moved(since: date) -> tuple[Held, ...]:
    """Somebody of the sales department who came to the key-account department with it."""
    return (Held("销售员", since, REORGANISED), Held("大客户员", REORGANISED))


PEOPLE: Final = (
    PersonPlan("赵启明", "zhaoqiming", FOUNDED, _only("总经理", FOUNDED)),
    PersonPlan(
        "陆远山",
        "luyuanshan",
        FOUNDED,
        _only("行政主管副总经理", FOUNDED, date(2026, 7, 1)),
        left_on=date(2026, 7, 1),
    ),
    PersonPlan(
        "沈嘉禾",
        "shenjiahe",
        date(2022, 6, 6),
        (
            Held("总经理助理", date(2022, 6, 6)),
            Held("产销协调部经理", date(2026, 5, 1), is_primary=False),
        ),
    ),
    PersonPlan("孙立", "sunli", date(2021, 4, 12), _only("市场总监", date(2022, 1, 1))),
    PersonPlan(
        "周建国",
        "zhoujianguo",
        date(2021, 5, 10),
        (Held("销售部经理", date(2023, 7, 1), REORGANISED), Held("大客户部经理", REORGANISED)),
    ),
    PersonPlan(
        "冯磊",
        "fenglei",
        date(2021, 9, 1),
        (Held("销售员", date(2021, 9, 1), REORGANISED), Held("业务主管", REORGANISED)),
    ),
    PersonPlan(
        "林晓雯",
        "linxiaowen",
        date(2023, 3, 6),
        (Held("销售员", date(2023, 3, 6), REORGANISED), Held("大客户员", REORGANISED)),
    ),
    PersonPlan(
        "孟凡",
        "mengfan",
        date(2024, 7, 8),
        (Held("销售员", date(2024, 7, 8), REORGANISED), Held("大客户员", REORGANISED)),
    ),
    PersonPlan(
        "许佳",
        "xujia",
        date(2023, 10, 16),
        (
            Held("销售员", date(2023, 10, 16), REORGANISED),
            Held("大客户员", REORGANISED, date(2026, 11, 24)),
            Held("业务主管", date(2026, 11, 24)),
        ),
    ),
    PersonPlan(
        "丁皓",
        "dinghao",
        date(2025, 4, 1),
        (
            Held("销售员", date(2025, 4, 1), REORGANISED),
            Held("大客户员", REORGANISED, date(2026, 9, 30)),
        ),
        left_on=date(2026, 9, 30),
    ),
    PersonPlan(
        "田野",
        "tianye",
        date(2026, 9, 1),
        _only("大客户员", date(2026, 9, 1)),
        probation_until=date(2026, 11, 30),
    ),
    PersonPlan(
        "陈静",
        "chenjing",
        date(2022, 2, 14),
        (Held("销售内勤", date(2022, 2, 14), REORGANISED), Held("大客户部内勤", REORGANISED)),
    ),
    PersonPlan(
        "韩松",
        "hansong",
        date(2022, 8, 1),
        (Held("销售员", date(2022, 8, 1), REORGANISED), Held("水处理销售部经理", REORGANISED)),
    ),
    PersonPlan(
        "曹颖",
        "caoying",
        date(2024, 3, 4),
        (Held("销售员", date(2024, 3, 4), REORGANISED), Held("水处理销售员", REORGANISED)),
    ),
    PersonPlan("方倩", "fangqian", date(2021, 11, 1), _only("市场部经理", date(2024, 1, 1))),
    PersonPlan("梁志远", "liangzhiyuan", date(2022, 5, 9), _only("项目经理", date(2023, 1, 1))),
    PersonPlan("罗文彬", "luowenbin", date(2021, 6, 1), _only("产品管理部经理", date(2021, 6, 1))),
    PersonPlan("顾承宇", "guchengyu", date(2021, 6, 1), _only("研发技术部经理", date(2023, 4, 1))),
    PersonPlan("叶知秋", "yezhiqiu", date(2025, 7, 1), _only("研发工程师", date(2025, 7, 1))),
    PersonPlan("马振东", "mazhendong", date(2021, 4, 1), _only("制造部经理", date(2021, 4, 1))),
    PersonPlan("谢婉", "xiewan", date(2024, 5, 6), _only("计划员", date(2026, 5, 1))),
    PersonPlan("郑怀远", "zhenghuaiyuan", date(2021, 8, 2), _only("财务总监", date(2021, 8, 2))),
    PersonPlan("吴敏", "wumin", date(2022, 9, 5), _only("往来会计", date(2022, 9, 5))),
    PersonPlan("邓丽萍", "dengliping", date(2023, 2, 6), _only("出纳", date(2023, 2, 6))),
    PersonPlan("何蕾", "helei", date(2021, 7, 5), _only("人事行政部经理", date(2022, 4, 1))),
    PersonPlan("苏雅", "suya", date(2025, 3, 3), _only("人事专员", date(2025, 3, 3))),
    PersonPlan("汪洋", "wangyang", date(2023, 5, 8), _only("系统管理员", date(2023, 5, 8))),
    PersonPlan("蒋海涛", "jianghaitao", date(2022, 3, 14), _moved(date(2022, 3, 14))),
    PersonPlan("宋雨桐", "songyutong", date(2023, 8, 7), _moved(date(2023, 8, 7))),
    PersonPlan("贺明远", "hemingyuan", date(2024, 2, 26), _moved(date(2024, 2, 26))),
    PersonPlan("吕思源", "lvsiyuan", date(2024, 11, 4), _moved(date(2024, 11, 4))),
    PersonPlan(
        "高远",
        "gaoyuan",
        date(2026, 2, 2),
        _only("大客户员", date(2026, 2, 2)),
        probation_until=date(2026, 4, 30),
    ),
)


def mobile_of(place: int) -> str:
    """The invented mobile number of the person at this place of `PEOPLE`, counted from one."""
    return f"1380000{place:04d}"


@dataclass(frozen=True)
class RoleCast:
    """Whom one may be with one click: the role, its person, and what they do in a sentence."""

    role: str
    name: str
    username: str
    person: str
    sentence: str


ROLES: Final = (
    RoleCast("gm", "总经理", "zhaoqiming", "赵启明", "批特批和返点，看全公司的数"),
    RoleCast("ka_head", "大客户部经理", "zhoujianguo", "周建国", "带队伍、管客户、盯回款"),
    RoleCast("ka_rep", "大客户员", "linxiaowen", "林晓雯", "跑客户、报价格、算自己的提成"),
    RoleCast("ka_clerk", "内勤", "chenjing", "陈静", "管档案、做标书、催开票"),
    RoleCast("finance", "财务", "wumin", "吴敏", "核实回款，按窗口算提成"),
    RoleCast("hr_admin", "人事", "helei", "何蕾", "管岗位、考核和制度"),
)
"""Six ways in, in the order of the sign-in page and of the bar."""


@dataclass(frozen=True)
class Scene:
    """A business day worth looking at."""

    code: str
    name: str
    day: date


SCENES: Final = (
    Scene("monday", "周一例会", date(2026, 11, 23)),
    Scene("receipts", "月末催款", date(2026, 10, 30)),
    Scene("pay", "月初核算", date(2026, 11, 2)),
)
START: Final = SCENES[0].day

PASSWORD: Final = "Demo-2026-dkh"
"""Of every demo account; the demo holds nothing that would need a better one."""
