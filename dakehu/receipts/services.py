"""Entering, verifying and voiding money received."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.keyed_rows import UnableToTakeBack, Wanted, counts_of, refuse_faulty
from dakehu.kit.permissions import Permission
from dakehu.kit.refs import RecordRef
from dakehu.kit.sheets import SheetRow, Standing, Written
from dakehu.kit.work import work
from dakehu.organization.queries.roster import find_either
from dakehu.periods.queries import require_all_open
from dakehu.policy.periods import Month
from dakehu.receipts.access import ENTER_RECEIPTS, VERIFY_RECEIPTS
from dakehu.receipts.models import LIVE, Receipt
from dakehu.receipts.queries import ROWS, check_rows, wanted_row


class UnableToEnterReceipt(UnableTo):
    """The receipt cannot be entered that way."""


class UnableToVerifyReceipts(UnableTo):
    """Some receipts cannot be verified."""


class UnableToVoidReceipt(UnableTo):
    """The receipt cannot be voided."""


def enter_receipt(*, by: Actor, at: datetime, on: date, **values: Any) -> Receipt:
    """Enter one receipt; `values` by the columns of the sheet."""
    row = SheetRow(1, values)
    with work(by=by, at=at):
        found = check_rows([row], by, on)
        if found.standing:
            raise UnableToEnterReceipt(_("这个流水号已经登记。"), field="number")
        refuse_faulty(found, UnableToEnterReceipt)
        written = enter_receipts(by=by, at=at, rows=[row])
        return Receipt.objects.get(pk=written[0].record.id)


def enter_receipts(*, by: Actor, at: datetime, rows: Sequence[SheetRow]) -> list[Written]:
    """Store checked rows of a file: new ones, and those that differ from what is stored."""
    _require(by, ENTER_RECEIPTS)
    with work(by=by, at=at) as unit:
        verified = {row.values["verified_on"] for row in rows if row.values.get("verified_on")}
        if verified:
            _require(by, VERIFY_RECEIPTS)
        people = find_either(rows, column="staff")
        wanted = [wanted_row(row, people) for row in rows]
        stored = ROWS.stored(wanted, is_locked=True)
        if not by.may(VERIFY_RECEIPTS):
            _require_unverified(wanted, stored)
        days = {one.verified_on for one in stored.values()} | verified
        require_all_open(str(Month.of(day)) for day in days if day)
        written = ROWS.write(
            [_signed(one, by, at) for one in wanted],
            entered_by_id=by.staff_id,
            entered_at=at,
        )
        if written:
            numbers = [row.values["number"] for row in rows]
            unit.note(
                "receipts.entered",
                None,
                **counts_of(written),
                first=numbers[0],
                last=numbers[-1],
            )
    return written


def undo_receipts(*, by: Actor, at: datetime, written: Sequence[Written]) -> None:
    """Void what an import entered, and give back what it changed; UnableToTakeBack after more."""
    _require(by, ENTER_RECEIPTS)
    with work(by=by, at=at) as unit:
        rows = ROWS.held(written)
        new = {one.record.id for one in written if one.before is None}
        _require_untouched(rows, new)
        require_all_open(_months_of(rows))
        ROWS.give_back(written)
        require_all_open(_months_of(ROWS.held(written)))
        gone = Receipt.objects.filter(LIVE, pk__in=new)
        count = gone.update(voided_at=at, voided_by_id=by.staff_id, void_reason=_("撤销导入"))
        Receipt.objects.filter(pk__in=[one.pk for one in rows]).update(changed_at=at)
        unit.note("receipts.import_undone", None, count=count, changed=len(written) - len(new))


def verify_receipts(
    *, by: Actor, at: datetime, on: date, receipts: Iterable[int], verified_on: date
) -> list[Receipt]:
    """Say on the day `on` that money has arrived: from `verified_on` it counts. All or none."""
    _require(by, VERIFY_RECEIPTS)
    with work(by=by, at=at) as unit:
        rows = _locked(receipts)
        for one in rows:
            if one.voided_at is not None or one.verified_on is not None:
                told = _("流水号 %s 已核实或已作废，请刷新后再试。")
                raise UnableToVerifyReceipts(told % one.number)
            if not one.arrived_on <= verified_on <= on:
                told = _("流水号 %s 的核实日期应在到账日期之后，并且不晚于今天。")
                raise UnableToVerifyReceipts(told % one.number, field="verified_on")
        require_all_open([str(Month.of(verified_on))])
        Receipt.objects.filter(pk__in=[one.pk for one in rows]).update(
            verified_on=verified_on, verified_by_id=by.staff_id, verified_at=at, changed_at=at
        )
        for one in rows:
            ref = RecordRef("receipt", one.pk)
            unit.note("receipts.verified", ref, number=one.number, on=verified_on.isoformat())
    return list(Receipt.objects.filter(pk__in=[one.pk for one in rows]))


def void_receipt(*, by: Actor, at: datetime, receipt: int, reason: str) -> Receipt:
    """Take a wrong entry out of all sums; it stays to be seen, with the reason."""
    _require(by, VERIFY_RECEIPTS)
    if not reason.strip():
        raise UnableToVoidReceipt(_("请写明作废的原因。"), field="reason")
    with work(by=by, at=at) as unit:
        (found,) = _locked([receipt])
        if found.voided_at is not None:
            raise UnableToVoidReceipt(_("这笔回款已经作废。"))
        require_all_open(_months_of([found]))
        found.voided_at, found.voided_by_id, found.changed_at = at, by.staff_id, at
        found.void_reason = reason.strip()[:200]
        found.save(update_fields=["voided_at", "voided_by", "void_reason", "changed_at"])
        ref = RecordRef("receipt", found.pk)
        unit.note("receipts.voided", ref, number=found.number, reason=found.void_reason)
    return found


def _signed(wanted: Wanted, by: Actor, at: datetime) -> Wanted:
    """The row with when it changed, and who verified it, where the file says that it is."""
    signature: dict[str, Any] = {"changed_at": at}
    if "verified_on" in wanted.values:
        signature |= {"verified_by_id": by.staff_id, "verified_at": at}
    return Wanted(wanted.number, {**wanted.values, **signature})


def _require_unverified(wanted: Sequence[Wanted], stored: Mapping[Any, Receipt]) -> None:
    """UnableToEnterReceipt where a line that differs was verified since the check."""
    standing = ROWS.standing(wanted, stored)
    for one in wanted:
        if standing.get(one.number) is Standing.CHANGED:
            there = stored[ROWS.key_of(one.values)]
            if there.verified_on is not None:
                told = _("流水号 %s 已核实，不能再改。需要更正的，请交财务。")
                raise UnableToEnterReceipt(told % there.number, field="number")


def _require_untouched(rows: Iterable[Receipt], new: Collection[int]) -> None:
    for one in rows:
        if one.voided_at is not None and one.pk not in new:
            told = _("流水号 %s 在导入之后已经作废，不能撤销导入。")
            raise UnableToTakeBack(told % one.number)
        if one.pk in new and one.verified_at is not None and one.verified_at != one.entered_at:
            told = _("流水号 %s 在导入之后已经核实，不能撤销导入。请逐笔作废。")
            raise UnableToTakeBack(told % one.number)


def _months_of(rows: Iterable[Receipt]) -> list[str]:
    """The months in which receipts count."""
    return [str(Month.of(one.verified_on)) for one in rows if one.verified_on is not None]


def _locked(ids: Iterable[int]) -> list[Receipt]:
    """The receipts of some ids, locked until the end of the work; all must be there."""
    wanted = set(ids)
    rows = Receipt.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=wanted)
    found = list(rows.order_by("pk"))
    if len(found) != len(wanted):
        raise UnableToVerifyReceipts(_("有的回款已经不在，请刷新后再试。"))
    return found


def _require(by: Actor, permission: Permission) -> None:
    if not by.may(permission):
        raise PermissionDenied
