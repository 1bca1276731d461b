"""Which entries a role's menu has, in which order (screens.md §2).

The layout names pages by the codes under which the areas register them. A page that does not exist,
is not allowed, or belongs to a pack that is off is left out, and so is an entry without pages.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """An entry of the side menu: its word, its icon, and the pages inside by code."""

    label: "str | Promise"
    icon: str
    pages: tuple[str, ...]


HOME = Entry(_("工作台"), "home", ("web.home",))
POLICIES = Entry(
    _("制度"),
    "book",
    (
        "rulebook.home",
        "rulebook.parameters",
        "rulebook.approvers",
        "rulebook.try",
        "rulebook.lint",
    ),
)
"""Pinned at the foot for everyone and not counted."""

APPROVALS = Entry(_("审批"), "checks", ("approvals.inbox",))
CUSTOMERS = Entry(_("客户"), "building", ("customers.list", "customers.contacts"))
REP_CUSTOMERS = Entry(
    _("客户"), "building", ("customers.list", "customers.contacts", "visits.list", "voice.feedback")
)
DEALS = Entry(_("商机报价"), "file-dollar", ("deals.opportunities", "deals.desk", "deals.quotes"))
REP_DEALS = Entry(
    _("商机报价"),
    "file-dollar",
    ("deals.opportunities", "deals.desk", "deals.quotes", "deals.tenders"),
)
CONTRACTS = Entry(
    _("合同回款"), "file-certificate", ("deals.contracts", "receipts.list", "receipts.open")
)
OWN = Entry(
    _("我的"),
    "user",
    (
        *("pay.own", "targets.own", "targets.list", "performance.own", "performance.scores"),
        *("conduct.points", "expenses.own", "handover.own"),
    ),
)
REPORTS = Entry(_("报表"), "chart-bar", ("reports.monthly", "reports.dashboard"))
GM_REPORTS = Entry(
    _("报表"), "chart-bar", (*REPORTS.pages, "pay.settlement", "pay.runs", "pay.statements")
)
PEOPLE = Entry(
    _("员工与岗位"),
    "users",
    (
        "organization.staff",
        "organization.positions",
        "organization.chart",
        "organization.delegations",
        "accounts.users",
        "calendar.year",
        "documents.attachments",
    ),
)
DATA = Entry(
    _("导入与导出"),
    "arrows-exchange",
    ("exchange.home", "exchange.imports", "exchange.exports"),
)
PAY = Entry(
    _("工资提成"),
    "cash",
    (
        *("pay.settlement", "pay.runs", "pay.statements"),
        *("rewards.shares", "rewards.carries", "pay.terms"),
    ),
)

_REP = (HOME, REP_CUSTOMERS, REP_DEALS, CONTRACTS, OWN, Entry(_("日报"), "notes", ("work.daily",)))
_GM = (HOME, APPROVALS, CUSTOMERS, GM_REPORTS)
_ASSISTANT = (
    HOME,
    Entry(_("会议"), "calendar-event", ("meetings.list",)),
    Entry(_("决议"), "list-check", ("meetings.resolutions",)),
    APPROVALS,
)
_CENTER = (
    HOME,
    APPROVALS,
    Entry(_("部门"), "target", ("targets.department", "targets.progress", "targets.list")),
    CUSTOMERS,
    DEALS,
    Entry(_("返点提成"), "percentage", ("rewards.rebates", "rewards.commissions")),
    REPORTS,
)
_FINANCE = (
    HOME,
    Entry(
        _("回款"),
        "coin",
        (
            *("receipts.import", "receipts.unclaimed", "receipts.unconfirmed"),
            *("receipts.confirmed", "receipts.list"),
        ),
    ),
    Entry(_("应收"), "hourglass", ("receipts.open",)),
    Entry(_("返点兑付"), "percentage", ("rewards.payments",)),
    PAY,
    Entry(_("报销付款"), "receipt", ("expenses.payments",)),
    Entry(_("月结"), "lock", ("pay.close",)),
    APPROVALS,
)
_PRODUCT = (
    HOME,
    Entry(_("产品"), "package", ("catalog.products", "catalog.costs")),
    Entry(_("客户反馈"), "message", ("voice.feedback",)),
    APPROVALS,
)

MENUS: dict[str, tuple[Entry, ...]] = {
    "gm": _GM,
    "decision_level": _GM,
    "deputy_gm_admin": _GM,
    "mkt_center": _CENTER,
    "market_director": _CENTER,
    "ka_head": (
        HOME,
        Entry(_("团队"), "users-group", ("work.team", "visits.team", "work.reports", "tasks.list")),
        CUSTOMERS,
        DEALS,
        CONTRACTS,
        Entry(
            _("返点与工资提成"),
            "percentage",
            ("rewards.rebates", "pay.settlement", "rewards.shares", "rewards.carries"),
        ),
        Entry(
            _("目标考核"),
            "target",
            (
                *("targets.department", "targets.list", "performance.department"),
                *("performance.scores", "conduct.points"),
            ),
        ),
        APPROVALS,
    ),
    "cfo": _FINANCE,
    "finance": _FINANCE,
    "hr_admin": (
        HOME,
        PEOPLE,
        Entry(
            _("月度考核"),
            "clipboard-check",
            ("performance.month", "performance.scores", "targets.list"),
        ),
        Entry(_("扣分"), "square-minus", ("conduct.points",)),
        PAY,
        Entry(_("会议"), "calendar-event", ("meetings.list",)),
        Entry(_("培训"), "school", ("training.courses",)),
        DATA,
    ),
    "project_manager": (
        HOME,
        CUSTOMERS,
        DEALS,
        Entry(_("合同"), "file-certificate", ("deals.contracts",)),
        APPROVALS,
    ),
    "product_mgmt": _PRODUCT,
    "product_rnd": _PRODUCT,
    "gm_assistant": _ASSISTANT,
    "dept_head": _ASSISTANT,
    "ka_clerk": (
        HOME,
        Entry(_("客户档案"), "building", ("customers.list", "customers.contacts")),
        Entry(_("投标"), "gavel", ("deals.tenders",)),
        Entry(
            _("合同"), "file-certificate", ("deals.contracts", "deals.invoices", "deals.delivery")
        ),
        Entry(_("回款认领"), "coin", ("receipts.unclaimed", "receipts.list")),
        Entry(_("会议纪要"), "notes", ("meetings.minutes",)),
        Entry(_("大客户月报"), "chart-bar", ("reports.monthly",)),
        APPROVALS,
    ),
    "sales_supervisor": (*_REP, APPROVALS),
    "ka_rep": (*_REP, APPROVALS),
    "admin": (
        HOME,
        Entry(_("启用向导"), "wand", ("web.setup",)),
        Entry(
            _("组织与账号"),
            "users",
            (
                "organization.company",
                "organization.chart",
                "organization.positions",
                "organization.staff",
                "accounts.users",
                "organization.labels",
                "calendar.year",
            ),
        ),
        Entry(_("功能开关"), "toggle-left", ("web.packs",)),
        Entry(_("合规规则"), "shield", ("guards.list",)),
        Entry(_("打印模板"), "printer", ("documents.templates",)),
        Entry(
            _("数据"), "database", (*DATA.pages, "documents.attachments", "web.jobs", "web.daily")
        ),
        Entry(_("操作记录"), "history", ("audit.entries", "web.access")),
    ),
}
"""Menus by role; a person with several roles gets the first one's, then what the others add."""

NOBODY = (HOME,)
"""The menu of somebody without a position."""

MOST_ENTRIES = 8

PERSON = (
    *("web.me", "organization.chart", "organization.deputies", "calendar.year"),
    *("catalog.costs", "catalog.visibility", "deals.comparisons"),
    *("exchange.home", "audit.entries", "web.access"),
)
"""Pages under the person's name, for everyone who may open them."""

CUSTOMER_ICON = "building"


def entries_for(roles: frozenset[str]) -> list[Entry]:
    """The entries of all menus of the roles, each word once, at most eight."""
    chosen: dict[str, Entry] = {}
    for role, menu in MENUS.items():
        if role in roles:
            for entry in menu:
                chosen.setdefault(str(entry.label), entry)
    return list(chosen.values()) or list(NOBODY)
