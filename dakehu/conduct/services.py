"""Recording deductions, confirming and dropping them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from dakehu.conduct.access import CONFIRM_POINTS, PROPOSE_POINTS
from dakehu.conduct.models import ConductPoint
from dakehu.conduct.queries import ROWS, check_rows, wanted_row
from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.keyed_rows import UnableToTakeBack, Wanted, counts_of, refuse_faulty
from dakehu.kit.permissions import Permission
from dakehu.kit.refs import RecordRef
from dakehu.kit.sheets import SheetRow, Written
from dakehu.kit.work import work
from dakehu.organization.queries.roster import find_people
from dakehu.periods.queries import require_all_open
from dakehu.policy.periods import Month


class UnableToRecordPoint(UnableTo):
    """The deduction cannot be recorded that way."""


class UnableToDecidePoint(UnableTo):
    """The deduction cannot be confirmed or dropped."""


def record_point(*, by: Actor, at: datetime, on: date, values: Mapping[str, Any]) -> ConductPoint:
    """Record one deduction; `values` by the columns of the sheet."""
    row = SheetRow(1, values)
    with work(by=by, at=at):
        found = check_rows([row], by, on)
        refuse_faulty(found, UnableToRecordPoint)
        if found.standing:
            raise UnableToRecordPoint(_("这个人这一天的这件事已经登记。"), field="reason")
        written = record_points(by=by, at=at, rows=[row])
        return ConductPoint.objects.get(pk=written[0].record.id)


def record_points(*, by: Actor, at: datetime, rows: Sequence[SheetRow]) -> list[Written]:
    """Store checked rows of a file.

    What somebody who confirms brings in with evidence is confirmed, the rest proposed.
    """
    _require(by, PROPOSE_POINTS)
    with work(by=by, at=at) as unit:
        require_all_open(str(Month.of(row.values["on"])) for row in rows)
        people = find_people(rows)
        written = ROWS.write(
            [_decided(wanted_row(row, people), by, at) for row in rows],
            recorded_by_id=by.staff_id,
            recorded_at=at,
        )
        if written:
            days = sorted(row.values["on"].isoformat() for row in rows)
            unit.note("conduct.recorded", None, **counts_of(written), first=days[0], last=days[-1])
    return written


def undo_points(*, by: Actor, at: datetime, written: Sequence[Written]) -> None:
    """Take back what an import recorded, unless somebody has decided on it since."""
    _require(by, PROPOSE_POINTS)
    with work(by=by, at=at) as unit:
        rows = ROWS.held(written)
        new = {one.record.id for one in written if one.before is None}
        for one in rows:
            later = one.decided_at is not None and one.decided_at != one.recorded_at
            if one.state in {"objected", "booked"} or (one.pk in new and later):
                told = _("%s 的扣分在导入之后已经处理，不能撤销导入。请逐条处理。")
                raise UnableToTakeBack(told % one.on)
        require_all_open(str(Month.of(one.on)) for one in rows)
        ROWS.take_back(written)
        unit.note("conduct.import_undone", None, **counts_of(written))


def confirm_points(*, by: Actor, at: datetime, points: Iterable[int]) -> None:
    """Let proposed deductions count; each needs evidence. All of them or none."""
    _require(by, CONFIRM_POINTS)
    with work(by=by, at=at) as unit:
        for one in _locked(points):
            if one.state != "proposed":
                raise UnableToDecidePoint(_("%s 的扣分已经处理。") % one.on)
            if not one.evidence:
                raise UnableToDecidePoint(_("没有证据不能确认，请先补上证据。"), field="evidence")
            require_all_open([str(Month.of(one.on))])
            one.state, one.decided_by_id, one.decided_at = "confirmed", by.staff_id, at
            one.save(update_fields=["state", "decided_by", "decided_at"])
            ref = RecordRef("conduct_point", one.pk)
            unit.note("conduct.confirmed", ref, day=one.on.isoformat(), points=str(one.points))


def give_evidence(*, by: Actor, at: datetime, point: int, evidence: str) -> ConductPoint:
    """Write down the evidence of a proposed deduction, so that it can be confirmed."""
    _require(by, PROPOSE_POINTS)
    if not evidence.strip():
        raise UnableToDecidePoint(_("请写明证据。"), field="evidence")
    with work(by=by, at=at) as unit:
        (one,) = _locked([point])
        if one.state != "proposed":
            raise UnableToDecidePoint(_("%s 的扣分已经处理。") % one.on)
        require_all_open([str(Month.of(one.on))])
        one.evidence = evidence.strip()[:200]
        one.save(update_fields=["evidence"])
        ref = RecordRef("conduct_point", one.pk)
        unit.note("conduct.evidence_given", ref, day=one.on.isoformat(), evidence=one.evidence)
    return one


def drop_point(*, by: Actor, at: datetime, point: int, reason: str) -> ConductPoint:
    """Take a deduction off; it stays to be seen, with the reason."""
    _require(by, CONFIRM_POINTS)
    if not reason.strip():
        raise UnableToDecidePoint(_("请写明不扣的原因。"), field="reason")
    with work(by=by, at=at) as unit:
        (one,) = _locked([point])
        if one.state in {"booked", "dropped"}:
            raise UnableToDecidePoint(_("%s 的扣分已经处理。") % one.on)
        require_all_open([str(Month.of(one.on))])
        one.state, one.decided_by_id, one.decided_at = "dropped", by.staff_id, at
        one.decision_note = reason.strip()[:200]
        one.save(update_fields=["state", "decided_by", "decided_at", "decision_note"])
        ref = RecordRef("conduct_point", one.pk)
        unit.note("conduct.dropped", ref, day=one.on.isoformat(), reason=one.decision_note)
    return one


def _decided(wanted: Wanted, by: Actor, at: datetime) -> Wanted:
    is_confirmed = bool(wanted.values.get("evidence")) and by.may(CONFIRM_POINTS)
    if not is_confirmed:
        decision: dict[str, Any] = {"state": "proposed", "decided_by_id": None, "decided_at": None}
    else:
        decision = {"state": "confirmed", "decided_by_id": by.staff_id, "decided_at": at}
    return Wanted(wanted.number, {**wanted.values, **decision})


def _locked(ids: Iterable[int]) -> list[ConductPoint]:
    wanted = set(ids)
    rows = ConductPoint.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=wanted)
    found = list(rows.order_by("pk"))
    if len(found) != len(wanted):
        raise UnableToDecidePoint(_("有的扣分已经不在，请刷新后再试。"))
    return found


def _require(by: Actor, permission: Permission) -> None:
    if not by.may(permission):
        raise PermissionDenied
