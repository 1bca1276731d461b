"""How far the set-up of an empty company is, and what its forms begin with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dakehu.kit.actors import Actor
from dakehu.kit.clock import today
from dakehu.kit.context import Bar
from dakehu.kit.permissions import EVERY_ROLE, Scope
from dakehu.kit.registry import MenuEntry, menu
from dakehu.kit.settings_store import is_demo, read
from dakehu.organization.queries.company import company, legal_entities
from dakehu.organization.queries.labels import role_label
from dakehu.organization.queries.seats import seat_holders
from dakehu.policy.book import Parameter
from dakehu.policy.telling import place_of, value_told
from dakehu.rulebook.queries.approvals import approvals_on
from dakehu.rulebook.queries.published import book, newest_published
from dakehu.web.access import FIRST_STEPS
from dakehu.web.queries.rule_rows import ROWS, RuleRow

KEY: Final = "setup"
RULES_OFF: Final = "rules_off"
"""Settings: which steps are saved or skipped; which rules the company does not apply yet."""

SAVED: Final = "saved"
SKIPPED: Final = "skipped"
STATE_WORDS: "Final[Mapping[str, str | Promise]]" = {
    SAVED: gettext_lazy("已填好"),
    SKIPPED: gettext_lazy("先跳过"),
}


@dataclass(frozen=True)
class StepPlan:
    """A step of the set-up."""

    code: str
    title: "str | Promise"
    about: "str | Promise"


STEPS: Final = (
    StepPlan(
        "company", gettext_lazy("公司"), gettext_lazy("名称、信用代码、签约主体、所在地和税率")
    ),
    StepPlan("posts", gettext_lazy("岗位与人"), gettext_lazy("八个岗位谁担任，没有的由谁一并负责")),
    StepPlan("rules", gettext_lazy("制度"), gettext_lazy("决定钱的八条规则，照此施行或者改数")),
)
STEP_WORDS: "Final[Mapping[str, str | Promise]]" = {
    **{plan.code: plan.title for plan in STEPS},
    **STATE_WORDS,
}
"""The codes under the setting `KEY`, for the trail."""


@dataclass(frozen=True)
class Step:
    """A step as the pages show it."""

    code: str
    title: str
    about: str
    url: str
    state: str
    is_current: bool

    @property
    def is_done(self) -> bool:
        return bool(self.state)

    @property
    def word(self) -> str:
        return str(STATE_WORDS.get(self.state, _("未开始")))


@dataclass(frozen=True)
class Progress:
    """The steps, and who besides the reader may take them."""

    steps: tuple[Step, ...]
    others: str

    @property
    def saved(self) -> int:
        return sum(step.state == SAVED for step in self.steps)

    @property
    def left(self) -> int:
        return len(self.steps) - self.saved

    @property
    def next_url(self) -> str:
        """Where to go on: the first step not yet seen, then the closing page."""
        ahead = next((step for step in self.steps if not step.is_done), None)
        return ahead.url if ahead else reverse("setup_done")


def progress(actor: Actor, current: str = "") -> Progress:
    """How far it is."""
    # The demo company stands complete: its guests may look at every step.
    states: Mapping[str, str] = {
        **({plan.code: SAVED for plan in STEPS} if is_demo() else {}),
        **read(KEY, {}),
    }
    steps = tuple(
        Step(
            code=plan.code,
            title=str(plan.title),
            about=str(plan.about),
            url=reverse(f"setup_{plan.code}"),
            state=states.get(plan.code, ""),
            is_current=plan.code == current,
        )
        for plan in STEPS
    )
    return Progress(steps, _others(actor))


def _others(actor: Actor) -> str:
    """Who else may do this: the roles with the permission, their people by name."""
    holders = seat_holders(today())
    told: list[str] = []
    for role in EVERY_ROLE:
        if role in actor.roles or FIRST_STEPS.scope_for(frozenset({role})) is Scope.NONE:
            continue
        names = "、".join(one.name for one in holders.get(role, []))
        told.append(f"{role_label(role)}（{names}）" if names else role_label(role))
    return "、".join(told)


def trial_bar(request: HttpRequest) -> Bar | None:
    """The thin line above every page until the company is set up."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if read("mode") != "empty" or actor.is_anonymous:
        return None
    found = progress(actor)
    may = actor.may(FIRST_STEPS)
    data = {"left": found.left, "url": found.next_url if may else "", "may": may}
    return Bar(kind="trial", template="web/setup/_bar.html", data=data)


# ---------------------------------------------------------------- company


def company_values() -> dict[str, Any]:
    """What is known of the company, for the form."""
    found = company()
    if found is None:
        return {}
    entity = legal_entities().filter(credit_code=found.credit_code).first()
    details = ("phone", "bank", "bank_account")
    return {
        "name": found.name,
        "credit_code": found.credit_code,
        "address": found.address,
        "region": found.region,
        "minimum_wage": found.minimum_wage,
        "vat_rate": found.vat_rate,
        **({key: getattr(entity, key) for key in details} if entity else {}),
    }


# ---------------------------------------------------------------- rules


@dataclass(frozen=True)
class RuleLine:
    """One of the eight rules: what is in force, in which clause, and the newest numbers."""

    row: RuleRow
    now: tuple[tuple[str, str], ...]
    text: str
    policy: str
    clause: str
    url: str
    values: Mapping[str, Any]
    is_off: bool
    coming: str


def rule_lines(day: date) -> list[RuleLine]:
    """The eight rules with their newest published numbers; none before a policy is published."""
    off = read(RULES_OFF, [])
    return [line for row in ROWS if (line := _rule_line(row, day, row.code in off))]


def _rule_line(row: RuleRow, day: date, is_off: bool) -> RuleLine | None:
    newest = newest_published(row.policy)
    if newest is None:
        return None
    last = book().versions(row.policy)[-1]
    shown = book().in_force(row.policy, day) or last
    parameters = [shown.parameters[key] for key in row.keys]
    clause = parameters[0].article
    changes = any(last.parameters[one.key].raw != one.raw for one in parameters)
    return RuleLine(
        row=row,
        now=tuple((one.name, _told(one)) for one in parameters),
        text=shown.texts[clause],
        policy=shown.title,
        clause=clause,
        url=reverse("rulebook_clause", args=[row.policy, place_of(clause)]),
        values=row.read(raw_values(newest.raw)),
        is_off=is_off,
        coming=last.effective_from.isoformat() if changes else "",
    )


def _told(parameter: Parameter) -> str:
    """A value in Chinese; days of a month with their unit."""
    day = _("每月 %s 日")
    told = value_told(parameter)
    return day % told if parameter.key.endswith(("_day", "window_end")) else told


def raw_values(content: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a version as they were written."""
    return {entry["key"]: entry["value"] for entry in content["parameters"]}


# ---------------------------------------------------------------- chains


@dataclass(frozen=True)
class ChainLine:
    """A chain drawn with people: who files, then each step; `mend` where nobody can take one."""

    title: str
    people: tuple[str, ...]
    mend: tuple[str, ...]


_MERGED: Final = re.compile("一并审批")
"""How the reason of a step tells that neighbouring levels became one (dakehu.policy.resolving)."""

_DRAWN: Final = ("CH-1", "CH-2", "CH-3", "CH-4", "CH-7", "CH-8")


def chain_lines(day: date) -> list[ChainLine]:
    """The chains that decide money, as the positions of the day fill them."""
    holders = seat_holders(day)
    person = next(
        (holders[seat][0] for seat in ("ka_rep", "ka_head", "gm") if seat in holders), None
    )
    if person is None:
        return []
    lines = {line.code: line for line in approvals_on(day, person.id)}
    return [_drawn(lines[code]) for code in _DRAWN if code in lines and lines[code].cases]


def _drawn(line: Any) -> ChainLine:
    steps = line.cases[0].steps
    told = tuple(_people(step) for step in steps)
    return ChainLine(
        line.title, told, tuple(dict.fromkeys(step.mend for step in steps if step.mend))
    )


def _people(step: Any) -> str:
    names = "、".join(step.people) or _("（空缺：%s）") % step.seats
    is_merged = _MERGED.search(step.because)
    return names + (_("（一并审批%d级）") % (step.seats.count("、") + 1) if is_merged else "")


_AFTERWARDS: Final = ("organization.chart", "rulebook.home", "rulebook.approvers", "rulebook.try")


def links_afterwards(actor: Actor) -> list[MenuEntry]:
    """Where to look once the company is set up, as far as there is such a page."""
    found = [entry for code in _AFTERWARDS if (entry := menu.get(code))]
    return [one for one in found if one.permission is None or actor.may(one.permission)]


def is_complete(lines: Sequence[ChainLine]) -> bool:
    """Whether every drawn chain has somebody at every step."""
    return bool(lines) and not any(line.mend for line in lines)
