"""What the demo shows: the box of the first start, role cards, the bar, the strip of steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from dakehu.accounts.queries import RoleCard, SignInExtras
from dakehu.audit.queries import all_entries
from dakehu.demo import cast, once_told
from dakehu.demo.models import StripState
from dakehu.demo.strips import strip_of
from dakehu.kit.actors import Actor
from dakehu.kit.allowing import is_from_this_machine
from dakehu.kit.clock import today
from dakehu.kit.context import Bar
from dakehu.kit.settings_store import is_demo
from dakehu.organization.queries.probation import ending_probations

_WEEKDAYS: Final = "一二三四五六日"


def welcome(address: str) -> list[str]:
    """The lines of the box with which a start ends."""
    if not is_demo():
        return [_("系统已启动：%s") % address, *_first_sign_in()]
    lines = [
        _("演示公司已启动：%s") % address,
        _("打开后点一个角色即可进入，不用密码"),
        "",
        _("也可以用账号登录，密码都是 %s") % cast.PASSWORD,
    ]
    lines += [f"  {one.name}  {one.person}  {one.username}" for one in cast.ROLES]
    return [*lines, _("  系统管理员  汪洋  wangyang")]


def _first_sign_in() -> list[str]:
    if not once_told.first_password:
        return []
    return [
        "",
        _("第一次登录：用户名 admin，密码 %s") % once_told.first_password,
        _("密码只显示这一次，登录后须立即更换"),
    ]


@dataclass(frozen=True)
class SceneLine:
    """A scene as the bar offers it."""

    code: str
    label: str
    is_current: bool


def demo_bar(request: HttpRequest) -> Bar | None:
    """The thin line above every page of the demo, for those who are in."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not is_demo() or actor.is_anonymous:
        return None
    day = today()
    here = is_from_this_machine(request)
    return Bar(
        kind="demo",
        template="demo/_bar.html",
        data={
            "day": f"{day.isoformat()}（周{_WEEKDAYS[day.weekday()]}）",
            "roles": role_lines(actor) if here else [],
            "scenes": scene_lines(day) if here else [],
            "is_here": here,
        },
    )


def scene_lines(day: date) -> list[SceneLine]:
    """The scenes, the one of the day marked."""
    return [
        SceneLine(one.code, f"{one.name} {one.day:%m-%d}", one.day == day) for one in cast.SCENES
    ]


@dataclass(frozen=True)
class RoleLine:
    """A role as the bar offers it."""

    name: str
    url: str
    is_current: bool


def role_lines(actor: Actor) -> list[RoleLine]:
    """The roles one may step into, the person's own marked."""
    return [
        RoleLine(one.name, reverse("demo_enter", args=[one.role]), one.person == actor.name)
        for one in cast.ROLES
    ]


def sign_in_extras(request: HttpRequest) -> SignInExtras:
    """Six role cards and the common password: in the demo, on the machine's own address only."""
    if not is_demo() or not is_from_this_machine(request):
        return SignInExtras()
    note = _("演示公司：密码都是 %s") % cast.PASSWORD
    return SignInExtras(role_cards=[_card(one) for one in cast.ROLES], note=note)


def _card(plan: cast.RoleCast) -> RoleCard:
    return RoleCard(
        name=f"{plan.name} {plan.person}",
        sentence=plan.sentence,
        url=reverse("demo_enter", args=[plan.role]),
        waiting=_waiting(plan.role, today()),
    )


def _waiting(role: str, day: date) -> int:
    """How many things wait for a role, as far as the product knows of any yet."""
    return len(ending_probations(day)) if role == "hr_admin" else 0


@dataclass(frozen=True)
class StepLine:
    """A step of the strip and whether it is done."""

    code: str
    label: str
    is_done: bool


def strip_card(actor: Actor, _day: date) -> Mapping[str, Any] | None:
    """The strip on the home page; nothing when it is closed or every step is done."""
    strip = strip_of(actor) if is_demo() else None
    if strip is None or actor.user_id is None:
        return None
    state = StripState.objects.filter(user_id=actor.user_id).first()
    if state is not None and state.is_dismissed:
        return None
    looked = set(state.done) if state else set()
    wanted = [step.action for step in strip.steps if step.action]
    proved = _actions_of(actor.user_id, wanted) if wanted else set()
    steps = [
        StepLine(step.code, step.label, step.code in looked or step.action in proved)
        for step in strip.steps
    ]
    return None if all(step.is_done for step in steps) else {"steps": steps}


def _actions_of(user_id: int, actions: list[str]) -> set[str]:
    """Those of some actions that the person has left in the trail."""
    rows = all_entries().filter(user_id=user_id, action__in=actions)
    return set(rows.values_list("action", flat=True))
