"""The cast of the tests: a small company, built through the services.

`cast.actor("ka_rep")` is 林晓雯 as she acts on the business day; `cast.staff` and `cast.users` give
ids by the same keys, `cast.units` and `cast.positions` the places.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from dakehu.kit.actors import Actor, system
from dakehu.kit.work import work
from dakehu.organization.queries.acting import actor_for
from dakehu.organization.services.appointments import appoint
from dakehu.organization.services.company import set_company
from dakehu.organization.services.positions import add_position
from dakehu.organization.services.staff import add_staff
from dakehu.organization.services.units import add_unit

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Nine in the morning of the business day, in the company's zone."""

ON = date(2026, 11, 23)
SINCE = date(2026, 1, 1)
COMPANY = "江州恒筑新材料有限公司"

UNITS = (
    ("company", None, "江州恒筑新材料", "company"),
    ("gm_office", "company", "总经办", "department"),
    ("mkt", "company", "市场营销中心", "center"),
    ("ka", "mkt", "大客户部", "department"),
    ("market", "mkt", "市场部", "department"),
    ("finance", "company", "财务部", "department"),
    ("hr", "company", "人事行政部", "department"),
    ("product", "company", "产品管理部", "department"),
    ("rnd", "company", "研发技术部", "department"),
)

POSITIONS = (
    # key, unit, title, seats, superior, job description, headcount
    ("gm", "gm_office", "总经理", ["gm"], None, "", 1),
    ("gm_assistant", "gm_office", "总经理助理", ["gm_assistant"], "gm", "", 1),
    ("market_director", "mkt", "市场总监", ["market_director", "mkt_center"], "gm", "", 1),
    ("ka_head", "ka", "大客户部经理", ["ka_head"], "market_director", "ka_head", 1),
    ("ka_rep", "ka", "大客户员", ["ka_rep"], "ka_head", "ka_rep", 3),
    ("ka_clerk", "ka", "大客户部内勤", ["ka_clerk"], "ka_head", "ka_clerk", 1),
    ("project_manager", "market", "项目经理", ["project_manager"], "market_director", "", 1),
    ("cfo", "finance", "财务总监", ["cfo"], "gm", "", 1),
    ("finance", "finance", "会计", ["finance"], "cfo", "", 1),
    ("hr_admin", "hr", "人事行政主管", ["hr_admin"], "gm", "", 1),
    ("admin", "hr", "系统管理员", ["admin"], "hr_admin", "", 1),
    ("product_mgmt", "product", "产品经理", ["product_mgmt"], "gm", "", 1),
    ("product_rnd", "rnd", "研发主管", ["product_rnd", "dept_head"], "gm", "", 1),
)

PEOPLE = (
    # key, name, user name, mobile, position
    ("gm", "赵启明", "zhaoqiming", "13800000001", "gm"),
    ("gm_assistant", "冯雅", "fengya", "13800000002", "gm_assistant"),
    ("market_director", "孙立", "sunli", "13800000003", "market_director"),
    ("ka_head", "周建国", "zhoujianguo", "13800000004", "ka_head"),
    ("ka_rep", "林晓雯", "linxiaowen", "13800000005", "ka_rep"),
    ("ka_rep_2", "孟凡", "mengfan", "13800000006", "ka_rep"),
    ("ka_clerk", "陈静", "chenjing", "13800000007", "ka_clerk"),
    ("project_manager", "唐宁", "tangning", "13800000008", "project_manager"),
    ("cfo", "郑国栋", "zhengguodong", "13800000009", "cfo"),
    ("finance", "吴敏", "wumin", "13800000010", "finance"),
    ("hr_admin", "何蕾", "helei", "13800000011", "hr_admin"),
    ("admin", "钱伟", "qianwei", "13800000012", "admin"),
    ("product_mgmt", "韩磊", "hanlei", "13800000013", "product_mgmt"),
    ("product_rnd", "许婷", "xuting", "13800000014", "product_rnd"),
)


@dataclass(frozen=True)
class Cast:
    """The company's people and places by their keys."""

    staff: Mapping[str, int]
    users: Mapping[str, int]
    units: Mapping[str, int]
    positions: Mapping[str, int]

    def actor(self, key: str, on: date = ON) -> Actor:
        """The person of that key with the roles that they hold on a day."""
        return actor_for(self.users[key], on)


def build_cast(at: datetime = AT, *, since: date = SINCE) -> Cast:
    """Build the company: everybody holds their position since `since`."""
    by = system("tests")
    with work(by=by, at=at):
        set_company(by=by, at=at, name=COMPANY, region="江州")
        units = _units(by, at)
        positions = _positions(by, at, units)
        staff, users = _people(by, at, since, positions)
    return Cast(staff=staff, users=users, units=units, positions=positions)


def _units(by: Actor, at: datetime) -> dict[str, int]:
    units: dict[str, int] = {}
    for key, parent, name, kind in UNITS:
        above = units[parent] if parent else None
        units[key] = add_unit(by=by, at=at, name=name, parent=above, kind=kind).pk
    return units


def _positions(by: Actor, at: datetime, units: Mapping[str, int]) -> dict[str, int]:
    positions: dict[str, int] = {}
    for key, unit, title, seats, superior, paper, headcount in POSITIONS:
        positions[key] = add_position(
            by=by,
            at=at,
            title=title,
            unit=units[unit],
            seats=seats,
            superior=positions[superior] if superior else None,
            job_description=paper,
            headcount=headcount,
        ).pk
    return positions


def _people(
    by: Actor, at: datetime, since: date, positions: Mapping[str, int]
) -> tuple[dict[str, int], dict[str, int]]:
    staff: dict[str, int] = {}
    users: dict[str, int] = {}
    for key, name, username, mobile, position in PEOPLE:
        person = add_staff(
            by=by, at=at, name=name, username=username, mobile=mobile, hired_on=since
        )
        staff[key] = person.pk
        users[key] = person.user_id or 0
        appoint(by=by, at=at, staff=person.pk, position=positions[position], starts_on=since)
    return staff, users
