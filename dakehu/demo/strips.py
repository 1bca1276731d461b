"""The strip of three steps on a role's home page, as data: later areas put theirs here.

A step names a page by the code under which its area registered it in the menu, or by its route
where it is in no menu. A page that is not there, or not for this person, leaves no step behind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dakehu.kit.actors import Actor
from dakehu.kit.registry import menu
from dakehu.kit.settings_store import pack_is_on


@dataclass(frozen=True)
class StepPlan:
    """A step: what to try, on which page; `action` is the note in the trail that proves it.

    A step without an action is done by looking: following its link.
    """

    code: str
    label: "str | Promise"
    page: str = ""
    query: str = ""
    action: str = ""
    route: str = ""


@dataclass(frozen=True)
class Step:
    """A step that this person can take, with its address."""

    code: str
    label: str
    url: str
    action: str = ""

    @property
    def is_done_by_looking(self) -> bool:
        return not self.action


@dataclass(frozen=True)
class Strip:
    """The steps of a role that exist for this person."""

    role: str
    steps: tuple[Step, ...]


_PASSWORD: Final = StepPlan(
    *("password", _("改自己的密码")), route="change_password", action="accounts.password_changed"
)

STRIPS: Final[Mapping[str, tuple[StepPlan, ...]]] = {
    "gm": (
        StepPlan("approvers", _("看谁批什么"), "rulebook.approvers"),
        StepPlan("lint", _("做一次制度体检"), "rulebook.lint"),
        StepPlan("special", _("试算一个特批价"), "rulebook.try", "kind=quote"),
    ),
    "ka_head": (
        StepPlan("approvers", _("看谁批什么"), "rulebook.approvers"),
        StepPlan("deputies", _("看出差时谁代您审批"), "organization.deputies"),
        StepPlan("delegations", _("看自己能签多少"), "organization.delegations"),
    ),
    "hr_admin": (
        StepPlan("chart", _("看组织架构"), "organization.chart"),
        StepPlan(
            "appoint",
            _("安排一次任职"),
            "organization.staff",
            action="organization.staff_appointed",
        ),
        StepPlan("statement", _("看一张工资单"), "pay.statements"),
    ),
    "finance": (
        StepPlan("window", _("看回款截止和提成窗口"), "rulebook.try", "kind=dates"),
        StepPlan("settlement", _("看这个月谁发多少"), "pay.settlement"),
        StepPlan(*("compare", _("对比Excel工资表"), "pay.settlement"), action="pay.sheet_compared"),
    ),
    "ka_clerk": (
        StepPlan("policy", _("看一条制度"), "rulebook.home"),
        StepPlan("workdays", _("看工作日历"), "calendar.year"),
        _PASSWORD,
    ),
    "ka_rep": (
        StepPlan("income", _("看这个月的提成"), "pay.own"),
        StepPlan("price", _("报个低价看看"), "deals.desk"),
        StepPlan("policy", _("看一条制度"), "rulebook.home"),
    ),
}
"""By role; a person with several roles has the strip of the first that stands here."""


def strip_of(actor: Actor) -> Strip | None:
    """The person's strip with the steps that exist for them; None where none does."""
    role = next((one for one in STRIPS if one in actor.roles), None)
    if role is None:
        return None
    steps = tuple(step for plan in STRIPS[role] if (step := _step(plan, actor)))
    return Strip(role, steps) if steps else None


def _step(plan: StepPlan, actor: Actor) -> Step | None:
    if plan.route:
        return Step(plan.code, str(plan.label), reverse(plan.route), plan.action)
    entry = menu.get(plan.page)
    if entry is None or not pack_is_on(entry.pack):
        return None
    if entry.permission is not None and not actor.may(entry.permission):
        return None
    url = reverse(entry.route) + (f"?{plan.query}" if plan.query else "")
    return Step(plan.code, str(plan.label), url, plan.action)
