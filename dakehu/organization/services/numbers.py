"""Numbers of employees (工号): the next one in line with those there are."""

import re
from typing import Final

from django.db import IntegrityError, transaction

from dakehu.organization.models import Staff

FIRST: Final = "YG0001"
_COUNTED: Final = re.compile(r"(.*?)([0-9]+)")
_MOST_TRIES: Final = 50


def next_number() -> str:
    """The number after the highest of the series that the latest numbered person belongs to."""
    numbers = list(Staff.objects.order_by("-pk").values_list("number", flat=True))
    counted = [match.groups() for each in numbers if (match := _COUNTED.fullmatch(each))]
    if not counted:
        return FIRST
    series, digits = counted[0]
    highest = max(int(count) for start, count in counted if start == series)
    return f"{series}{highest + 1:0{len(digits)}d}"


def save_numbered(person: Staff) -> None:
    """Store a new person under the next number; one taken at the same moment is passed over."""
    for tries_left in reversed(range(_MOST_TRIES)):
        person.number = next_number()
        try:
            with transaction.atomic():
                person.save(force_insert=True)
            return
        except IntegrityError:
            if not tries_left or not Staff.objects.filter(number=person.number).exists():
                raise
