"""The people of a settlement, as the records have them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from dakehu.organization.models import Staff
from dakehu.organization.queries.payroll import Employed, employed_on
from dakehu.pay.models import PayTerms
from dakehu.policy.periods import Month
from dakehu.rules.month_facts import Person

EARNING_SEATS: Final = frozenset({"ka_rep", "sales_supervisor"})
"""Whoever holds one of these seats earns on receipts; others by an approved share alone (A-38)."""

_DAY: Final = timedelta(days=1)


def people_between(_first: date, last: date) -> Iterator[Person]:
    """Everybody with pay terms on the last day, those who have left too, by number."""
    return _people(PayTerms.objects.all(), last)


def person_of(staff: int, on: date) -> Person | None:
    """The same of one person by key; None for somebody without pay terms on that day."""
    return next(_people(PayTerms.objects.filter(staff=staff), on), None)


def _people(rows: QuerySet[PayTerms], last: date) -> Iterator[Person]:
    terms: dict[int, PayTerms] = {}
    for one in rows.filter(valid_from__lte=last).order_by("valid_from"):
        terms[one.staff_id] = one
    employed = employed_on(terms, last)
    for staff in Staff.objects.filter(pk__in=terms).order_by("number"):
        if staff.hired_on is None or staff.hired_on <= last:
            yield _person(staff, terms[staff.pk], employed.get(staff.pk, Employed()), last)


def _person(staff: Staff, terms: PayTerms, employed: Employed, last: date) -> Person:
    left = staff.left_on - _DAY if staff.left_on and staff.left_on <= last + _DAY else None
    return Person(
        id=staff.number,
        name=staff.name,
        department=employed.department,
        scheme=terms.scheme,
        basic_wage=terms.basic_wage,
        performance_base=terms.performance_base,
        position=employed.title,
        on_probation=terms.is_on_probation,
        left_on=left,
        earns_commission=bool(employed.seats & EARNING_SEATS),
    )


def months_with_new_terms(
    since: datetime, first: date | None = None, last: date | None = None
) -> Iterator[str]:
    """The months from which pay terms hold that were entered after a moment."""
    rows = PayTerms.objects.filter(entered_at__gt=since)
    if first is not None and last is not None:
        rows = rows.filter(valid_from__range=(first, last))
    for day in rows.order_by("valid_from").values_list("valid_from", flat=True).distinct():
        yield str(Month.of(day))


def numbers_without_terms(on: date) -> list[str]:
    """Who holds a post in which one earns on receipts and has no pay terms, by name."""
    staff = Staff.objects.filter(left_on=None, hired_on__lte=on).exclude(
        pk__in=PayTerms.objects.filter(valid_from__lte=on).values("staff_id")
    )
    employed = employed_on(staff.values_list("pk", flat=True), on)
    return [
        one.name
        for one in staff.order_by("number")
        if one.pk in employed and employed[one.pk].seats & EARNING_SEATS
    ]


def staff_by_number() -> dict[str, int]:
    """The key of everybody, by number."""
    return dict(Staff.objects.values_list("number", "pk"))
