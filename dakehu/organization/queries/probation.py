"""Probations that are about to end."""

from datetime import date

from dakehu.kit.keeping import kept
from dakehu.organization.models import Staff
from dakehu.policy.periods import Month


def ending_probations(on: date) -> list[str]:
    """Names of those whose probation ends in the month of `on`, the soonest first."""
    return kept("organization", ("probations", on), lambda: _ending(on))


def _ending(on: date) -> list[str]:
    month = Month.of(on)
    people = Staff.objects.filter(
        probation_until__gte=month.first_day, probation_until__lte=month.last_day, left_on=None
    )
    return list(people.order_by("probation_until", "pinyin").values_list("name", flat=True))
