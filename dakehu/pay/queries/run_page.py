"""A run and a statement as their pages show them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dakehu.audit.queries import Line, trail_of
from dakehu.documents.printing.writing import capitals_written
from dakehu.kit.actors import Actor
from dakehu.kit.permissions import Scope
from dakehu.kit.refs import RecordRef
from dakehu.pay.access import (
    COMPARE,
    FREEZE_RUN,
    RETURN_RUN,
    REVIEW_RUN,
    RUN_PAY,
    SEE_STATEMENTS,
)
from dakehu.pay.data.run_states import DRAFT, FROZEN, REVIEWED, RUN_STATES
from dakehu.pay.models import PayStatement, SettlementRun
from dakehu.pay.queries.axes import axes_of_run
from dakehu.pay.queries.runs import statements_of
from dakehu.pay.settling.axes import heading_axes
from dakehu.periods.queries import month_name
from dakehu.policy.book import NotInForce
from dakehu.policy.decimals import ZERO
from dakehu.policy.periods import Month, OutOfCalendar, plus_days
from dakehu.rulebook.queries.published import book
from dakehu.rules.performance import STATES
from dakehu.rules.settling import rules_for

MOST_LINES: Final = 12
STATE_WORDS: Final = dict(RUN_STATES)
_STEPS: Final = (
    (DRAFT, gettext_lazy("试算")),
    (REVIEWED, gettext_lazy("复核")),
    (FROZEN, gettext_lazy("冻结")),
)


class Step(NamedTuple):
    """A step of the run: its word, whether it is done, whether it is the present one."""

    word: str
    is_done: bool
    is_current: bool
    who: str = ""


class Told(NamedTuple):
    """Something to settle or to know: about whom or what, and what to do."""

    about: str
    message: str
    remedy: str = ""


class DepartmentLine(NamedTuple):
    """A department's month; amounts None where none was entered."""

    name: str
    target: Decimal | None
    challenge: Decimal | None
    actual: Decimal | None
    word: str


class Ranked(NamedTuple):
    """Somebody's place in the ranking of the sales staff of the appraisal month (A-51)."""

    name: str
    score: Decimal | None
    pk: int


@dataclass(frozen=True)
class RunPage:
    """Everything of a run beside the list of people."""

    run: SettlementRun
    axes: str
    steps: tuple[Step, ...]
    state: str
    gaps: tuple[Told, ...]
    warnings: tuple[Told, ...]
    departments: tuple[DepartmentLine, ...]
    ranking: tuple[Ranked, ...]
    total: Decimal
    capitals: str
    count: int
    is_whole: bool
    previous: SettlementRun | None
    following: SettlementRun | None
    may: Mapping[str, bool]
    versions: str
    next_told: str
    waits_for: str
    trail: tuple[Line, ...]

    @property
    def is_open(self) -> bool:
        return self.run.state != FROZEN


def run_page(actor: Actor, run: SettlementRun, on: date) -> RunPage:
    """The page of a run for somebody who may see it."""
    rows = statements_of(actor, run)
    is_whole = actor.scope(SEE_STATEMENTS) is Scope.ALL
    totals = [run.total] if is_whole else list(rows.values_list("total", flat=True))
    seen = {one.department for one in rows.only("department")} if not is_whole else None
    others = SettlementRun.objects.only("pay_month", "state").order_by("pay_month")
    return RunPage(
        run=run,
        axes=heading_axes(axes_of_run(run)).told,
        steps=_steps(run),
        state=str(STATE_WORDS[run.state]),
        gaps=tuple(Told(*one) for one in run.told.get("gaps", ())) if is_whole else (),
        warnings=tuple(_warnings(run)) if is_whole else (),
        departments=tuple(line for line in _departments(run) if seen is None or line.name in seen),
        ranking=tuple(_ranking(run)) if is_whole else (),
        total=sum(totals, ZERO),
        capitals=capitals_written(sum(totals, ZERO)),
        count=run.people_count if is_whole else len(totals),
        is_whole=is_whole,
        previous=others.filter(pay_month__lt=run.pay_month).last(),
        following=others.filter(pay_month__gt=run.pay_month).first(),
        may={
            "compute": run.state == DRAFT and actor.may(RUN_PAY),
            "review": run.state == DRAFT and actor.may(REVIEW_RUN),
            "give_back": run.state == REVIEWED and actor.may(RETURN_RUN),
            "freeze": run.state == REVIEWED
            and actor.may(FREEZE_RUN)
            and run.reviewed_by_id != actor.staff_id,
            "compare": actor.may(COMPARE),
            "compute_next": run.state == FROZEN and actor.may(RUN_PAY) and not _not_before(run, on),
        },
        versions="、".join(_versions(run)),
        next_told=_not_before(run, on) if run.state == FROZEN and actor.may(RUN_PAY) else "",
        waits_for=_waits_for(actor, run),
        trail=tuple(trail_of(RecordRef("settlement_run", run.pk), MOST_LINES)) if is_whole else (),
    )


def _versions(run: SettlementRun) -> Iterator[str]:
    """《绩效考核办法》2020-01-01, for each policy of the run."""
    published = book()
    for code, name in sorted(run.versions.items()):
        found = next((one for one in published.versions(code) if one.version == name), None)
        yield f"《{found.title}》{name}" if found else name


def _not_before(run: SettlementRun, on: date) -> str:
    """From when the next month can be settled; empty where it can be now."""
    following = Month.parse(run.pay_month).plus(1)
    try:
        _rules, axes = rules_for(book(), following)
    except (NotInForce, OutOfCalendar):
        return ""
    if on > axes.window.to:
        return ""
    names = {"month": month_name(following), "day": plus_days(axes.window.to, 1)}
    return _("%(month)s发放从 %(day)s 起可以核算") % names


def _waits_for(actor: Actor, run: SettlementRun) -> str:
    """Who acts next on a reviewed run, and why it is not the reader."""
    if run.state != REVIEWED:
        return ""
    if run.reviewed_by_id == actor.staff_id:
        return _("等财务总监或总经理冻结，复核人不能自己冻结")
    return "" if actor.may(FREEZE_RUN) else _("等财务总监或总经理冻结")


def due_month(on: date) -> Month:
    """The pay month to be settled next: after the last run, else that of the day."""
    latest = SettlementRun.objects.order_by("-pay_month").values_list("pay_month", flat=True)
    first = latest.first()
    return Month.parse(first).plus(1) if first else Month.of(on)


def _steps(run: SettlementRun) -> tuple[Step, ...]:
    order = [code for code, _word in _STEPS]
    reached = order.index(run.state)
    people = (run.computed_by, run.reviewed_by, run.frozen_by)
    return tuple(
        Step(
            str(word),
            place < reached or run.state == FROZEN,
            place == reached and run.state != FROZEN,
            str(who) if who and place <= reached else "",
        )
        for place, ((_code, word), who) in enumerate(zip(_STEPS, people, strict=True))
    )


def _departments(run: SettlementRun) -> list[DepartmentLine]:
    return [
        DepartmentLine(name, _amount(target), _amount(top), _amount(actual), STATES[state])
        for name, target, top, actual, state in run.told.get("departments", ())
    ]


def _ranking(run: SettlementRun) -> list[Ranked]:
    order = run.told.get("ranking", ())
    rows = PayStatement.objects.filter(run=run, number__in=order).only(
        "pk", "number", "name", "score"
    )
    found = {one.number: one for one in rows}
    known = [found[number] for number in order if number in found]
    return [Ranked(one.name, one.score, one.pk) for one in known]


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _warnings(run: SettlementRun) -> list[Told]:
    """What asks for a look before the month is paid."""
    told = run.told
    found = [Told(*one) for one in told.get("warnings", ())]
    for code, message, remedy in (
        (
            "unassigned",
            _("没有项目，暂不计提成。"),
            _("补上项目后重新核算；冻结以后补的计入下一期。"),
        ),
        ("unearned", _("没有可以计提成的人。"), _("请核对业务员，或登记提成分成。")),
    ):
        for serial, customer, amount in told.get(code, ()):
            about = _("流水 %(serial)s，%(customer)s，%(amount)s 元") % {
                "serial": serial,
                "customer": customer,
                "amount": f"{Decimal(amount):,.2f}",
            }
            found.append(Told(about, message, remedy))
    names = dict(PayStatement.objects.filter(run=run).values_list("number", "name"))
    for who, months in told.get("cases", ()):
        message = _("连续 %d 个月单独列于末位，请人事行政部复核；不作其他处理。") % len(months)
        found.append(Told(names.get(who, who), message))
    count, total = told.get("waiting", (0, "0"))
    if count:
        message = _("合计 %s 元，核实后计入当时的窗口。") % f"{Decimal(total):,.2f}"
        found.append(Told(_("%d 笔回款尚未核实") % count, message))
    return found
