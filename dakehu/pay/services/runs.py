"""Settling a pay month: compute, review, return, freeze."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.bulk import insert_rows
from dakehu.kit.errors import UnableTo
from dakehu.kit.permissions import Permission
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work
from dakehu.organization.queries.payroll import employed_on
from dakehu.pay.access import FREEZE_RUN, RETURN_RUN, REVIEW_RUN, RUN_PAY
from dakehu.pay.data.run_states import DRAFT, FROZEN, REVIEWED
from dakehu.pay.models import PayStatement, SettledCorrection, SettledMoney, SettlementRun
from dakehu.pay.queries.facts import Gathered, facts_of_records, parts_by_project
from dakehu.pay.queries.people import staff_by_number
from dakehu.pay.queries.runs import departments_told, kept_of
from dakehu.pay.settling.keeping import pack_facts
from dakehu.periods.queries import hold, month_name
from dakehu.policy.book import NotInForce, Rulebook, UnknownParameter
from dakehu.policy.decimals import ONE, ZERO, AmountTooLarge
from dakehu.policy.decision_tables import NoRow
from dakehu.policy.packing import pack
from dakehu.policy.periods import Month, NotADate, OutOfCalendar
from dakehu.rulebook.queries.published import book
from dakehu.rules.crediting import named_now
from dakehu.rules.settling import RULES, Axes, Settlement, Statement, rules_for, settle

SOURCE = "records"
"""Where the facts of these runs come from: what is registered in `settlement_sources`."""


class UnableToSettle(UnableTo):
    """The pay month cannot be settled that way."""


def compute_run(
    *, by: Actor, at: datetime, pay_month: str, on: date | None = None
) -> SettlementRun:
    """Settle a pay month by the records of now; the run stays as it is where they are the same.

    A month is settled once the one before it is frozen, and as often as need be until it is
    reviewed. `on` is the business day, else the day of `at`. Raises UnableToSettle.
    """
    _require(by, RUN_PAY)
    month = _month(pay_month)
    with work(by=by, at=at) as unit:
        hold(month, alone=True)
        run = _open_run(month)
        rules, axes = _rules(month)
        if (on or localdate(at)) <= axes.window.to:
            told = _("%(month)s发放的回款窗口到 %(to)s 才结束，现在还不能核算。")
            raise UnableToSettle(told % {"month": month_name(month), "to": axes.window.to})
        hold(axes.appraisal_month, alone=True)
        gathered = facts_of_records(book(), rules, axes)
        facts, digest = pack_facts(gathered.kept)
        versions = {code: one.version for code, one in rules.policies.items()}
        lacking = _lacking(gathered)
        if run is not None and (run.facts_hash, run.versions, run.rules, lacking) == (
            *(digest, versions, RULES),
            {name: run.told.get(name) for name in lacking},
        ):
            return run
        settled = _settled(rules, month, gathered)
        values = {
            **_axes(axes),
            "source": SOURCE,
            "rules_on": axes.appraisal_month.last_day,
            "versions": versions,
            "rules": RULES,
            "facts": facts,
            "facts_hash": digest,
            "month_hash": gathered.month_hash,
            "told": _told(settled, gathered),
            "people_count": len(settled.statements),
            "total": settled.total,
            "computed_at": at,
            "computed_by_id": by.staff_id,
        }
        run = _stored(run, month, values)
        _store_statements(run, settled, gathered.kept.facts.carries)
        unit.note(
            "pay.run_computed",
            RecordRef("settlement_run", run.pk),
            month=run.pay_month,
            revision=run.revision,
            people=run.people_count,
            total=str(run.total),
        )
    return run


def review_run(*, by: Actor, at: datetime, run: int, revision: int | None = None) -> SettlementRun:
    """Say that a run was checked; refused while something is missing in its facts.

    `revision` is what the reviewer looked at: refused where it was computed again since.
    """
    _require(by, REVIEW_RUN)
    with work(by=by, at=at) as unit:
        found = _locked(run)
        if revision is not None and found.revision != revision:
            told = _("%s发放刚刚重新核算过，请看过新的结果再复核。")
            raise UnableToSettle(told % month_name(found.pay_month))
        gaps = found.told.get("gaps", ())
        if gaps:
            names = "、".join(dict.fromkeys(about for about, _message, _remedy in gaps))
            raise UnableToSettle(_("还不能复核：%s缺少数据，请先补上并重新核算。") % names)
        _move(found, DRAFT, REVIEWED, _("已不是试算状态"), reviewed_at=at, reviewed_by=by.staff_id)
        unit.note("pay.run_reviewed", _ref(found), month=found.pay_month, total=str(found.total))
    return _fresh(run)


def return_run(*, by: Actor, at: datetime, run: int, reason: str) -> SettlementRun:
    """Take a review back, so that the month is computed again."""
    _require(by, RETURN_RUN)
    if not reason.strip():
        raise UnableToSettle(_("请写明退回的原因。"), field="reason")
    with work(by=by, at=at) as unit:
        found = _locked(run)
        _move(found, REVIEWED, DRAFT, _("没有复核"), reviewed_at=None, reviewed_by=None)
        unit.note("pay.run_returned", _ref(found), month=found.pay_month, reason=reason.strip())
    return _fresh(run)


def freeze_run(*, by: Actor, at: datetime, run: int) -> SettlementRun:
    """End a month: from now on it never changes. Another person than the one who reviewed it."""
    _require(by, FREEZE_RUN)
    with work(by=by, at=at) as unit:
        found = _locked(run)
        if found.state == REVIEWED and found.reviewed_by_id == by.staff_id:
            raise UnableToSettle(_("复核人不能自己冻结，请由另一位有权的人办理。"))
        _move(found, REVIEWED, FROZEN, _("还没有复核"), frozen_at=at, frozen_by=by.staff_id)
        _keep_settled(found)
        unit.note("pay.run_frozen", _ref(found), month=found.pay_month, total=str(found.total))
    return _fresh(run)


# ---------------------------------------------------------------- which month


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except NotADate as error:
        raise UnableToSettle(_("月份应写成 2026-11 这样。"), field="pay_month") from error


def _open_run(month: Month) -> SettlementRun | None:
    """The run of a month, locked, which may be computed now; None for a new one."""
    rows = list(SettlementRun.objects.select_for_update(no_key=True).defer("facts"))
    mine = next((one for one in rows if one.pay_month == str(month)), None)
    if mine is not None:
        if mine.state != DRAFT:
            told = _("%(month)s发放%(state)s，不能重新核算。")
            state = _("已冻结") if mine.state == FROZEN else _("已复核")
            raise UnableToSettle(told % {"month": month_name(month), "state": state})
        return mine
    latest = max((one.pay_month for one in rows), default="")
    if not latest:
        return None
    last = next(one for one in rows if one.pay_month == latest)
    following = Month.parse(latest).plus(1)
    if last.state != FROZEN:
        told = _("%s发放还没有冻结，请先办完，再核算下一个月。")
        raise UnableToSettle(told % month_name(latest))
    if month != following:
        told = _("请逐月核算：下一个是%s发放。")
        raise UnableToSettle(told % month_name(following))
    return None


def _rules(month: Month) -> tuple[Rulebook, Axes]:
    try:
        return rules_for(book(), month)
    except (NotInForce, OutOfCalendar) as error:
        told = _("%s没有施行中的制度，不能核算。")
        raise UnableToSettle(told % month_name(month), field="pay_month") from error


def _settled(rules: Rulebook, month: Month, gathered: Gathered) -> Settlement:
    kept = gathered.kept
    try:
        return settle(
            rules,
            month,
            kept.facts,
            minimum_wage=kept.minimum_wage,
            earlier=kept.earlier,
            ranked=kept.ranked,
        )
    except AmountTooLarge as error:
        told = _("算出的金额超过 15 位，请核对回款、基本工资和绩效基数。")
        raise UnableToSettle(told) from error
    except (NoRow, UnknownParameter) as error:
        raise UnableToSettle(_("核算所需的制度不全：%s。") % error) from error


# ---------------------------------------------------------------- storing


def _axes(axes: Axes) -> dict[str, Any]:
    return {
        "appraisal_month": str(axes.appraisal_month),
        "window_from": axes.window.from_,
        "window_to": axes.window.to,
    }


def _told(settled: Settlement, gathered: Gathered) -> dict[str, Any]:
    """What the run says beside its figures: codes, names and amounts as text."""
    credited = settled.credited
    return {
        **_lacking(gathered),
        "departments": departments_told(settled),
        "ranking": _order(settled),
        "cases": [[one.who, [str(each) for each in one.months]] for one in settled.ranking.cases],
        "unassigned": [[one.serial, one.customer, str(one.amount)] for one in credited.unassigned],
        "unearned": [[one.serial, one.customer, str(one.amount)] for one in credited.unearned],
        "waiting": [
            len(settled.waiting),
            str(sum((one.amount for one in settled.waiting), ZERO)),
        ],
    }


def _lacking(gathered: Gathered) -> dict[str, Any]:
    """What is missing or asks for a look; it may change while the facts stay as they are."""
    return {
        "gaps": [list(one) for one in gathered.gaps],
        "warnings": [list(one) for one in gathered.warnings],
    }


def _order(settled: Settlement) -> list[str]:
    """Who stands where in the appraisal month, the best first, by number."""
    month = settled.axes.appraisal_month
    rows = (one.order for one in settled.ranking.rankings if one.month == month)
    return list(next(rows, ()))


def _stored(run: SettlementRun | None, month: Month, values: Mapping[str, Any]) -> SettlementRun:
    if run is None:
        try:
            return SettlementRun.objects.create(pay_month=str(month), **values)
        except IntegrityError as error:
            told = _("%s发放刚刚由别人核算，请刷新后再看。")
            raise UnableToSettle(told % month_name(month)) from error
    PayStatement.objects.filter(run=run).delete()
    SettlementRun.objects.filter(pk=run.pk).update(**values, revision=run.revision + 1)
    return SettlementRun.objects.get(pk=run.pk)


def _store_statements(
    run: SettlementRun, settled: Settlement, brought: Mapping[str, Decimal]
) -> None:
    keys = staff_by_number()
    wanted = [keys[one.person.id] for one in settled.statements]
    homes = employed_on(wanted, settled.axes.appraisal_month.last_day)
    rows = []
    for place, one in enumerate(settled.statements, start=1):
        staff = keys[one.person.id]
        home = homes.get(staff)
        rows.append(
            PayStatement(
                run=run,
                staff_id=staff,
                home_id=home.unit if home else None,
                place=place,
                carry_in=brought.get(one.person.id, ZERO),
                **_figures(one),
            )
        )
    insert_rows(rows)


def _figures(one: Statement) -> dict[str, Any]:
    person, performed, scored = one.person, one.performance, one.score
    return {
        "number": person.id,
        "name": person.name,
        "department": person.department[:120],
        "position": person.position,
        "scheme": person.scheme,
        "score": None if scored is None else scored.score.value,
        "factor": None if performed is None else performed.factor.value,
        "basic_wage": one.basic_wage.value,
        "performance_pay": ZERO if performed is None else performed.pay.value,
        "extra": ZERO if performed is None else performed.extra.value,
        "correction": sum((each.value for each in one.corrections), Decimal(0)),
        "commission": one.commission.value,
        "carry_out": one.carry_out.value,
        "total": one.pay.total.value,
        "explanation": pack(one.pay.total, one.others, rules=RULES),
        "notices": [notice.to_json() for notice in one.notices],
    }


def _keep_settled(run: SettlementRun) -> None:
    """What later changes are compared with: the money of the window, and what was corrected."""
    facts = kept_of(run).facts
    keys = staff_by_number()
    shares = parts_by_project(facts.shares)
    earning = {one.id for one in facts.people if one.earns_commission}
    inside = (
        one
        for one in facts.receipts
        if one.verified_on is not None and run.window_from <= one.verified_on <= run.window_to
    )
    rows = []
    for one in chain(inside, facts.late):
        own = {one.person: ONE} if one.person in earning else {}
        earners = shares.get(one.project, own) if one.project else {}
        rows.append(
            SettledMoney(
                run=run,
                serial=one.serial,
                amount=one.amount,
                project_name=named_now(one.project),
                staff_id=keys.get(one.person),
                verified_on=one.verified_on or run.window_to,
                earners={str(keys[who]): str(share) for who, share in earners.items()},
                is_earned=bool(earners),
            )
        )
    insert_rows(rows)
    insert_rows(
        [
            SettledCorrection(
                run=run,
                staff_id=keys[one.person],
                month=str(one.month),
                part=one.part,
                amount=one.due - one.paid,
            )
            for one in facts.corrections
        ]
    )


# ---------------------------------------------------------------- states


def _move(run: SettlementRun, state: str, into: str, why: str, **signed: Any) -> None:
    """Guarded: whoever comes second is told."""
    values = {f"{name}_id" if name.endswith("_by") else name: one for name, one in signed.items()}
    moved = SettlementRun.objects.filter(pk=run.pk, state=state).update(state=into, **values)
    if not moved:
        told = _("%(month)s发放%(why)s，请刷新后再看。")
        raise UnableToSettle(told % {"month": month_name(run.pay_month), "why": why})


def _locked(pk: int) -> SettlementRun:
    rows = SettlementRun.objects.select_for_update(no_key=True).defer("facts")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise UnableToSettle(_("这次核算已经不在，请刷新后再看。"))
    return found


def _fresh(pk: int) -> SettlementRun:
    return SettlementRun.objects.defer("facts").get(pk=pk)


def _ref(run: SettlementRun) -> RecordRef:
    return RecordRef("settlement_run", run.pk)


def _require(by: Actor, permission: Permission) -> None:
    if not by.may(permission):
        raise PermissionDenied
