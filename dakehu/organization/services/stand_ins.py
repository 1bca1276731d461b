"""What deputies and authority have in common: two people, until a day."""

from datetime import date

from django.utils.translation import gettext as _

from dakehu.kit.errors import UnableTo
from dakehu.organization.models import Staff


def both_staying(
    first: int, second: int, until: date, refusal: type[UnableTo], field: str
) -> tuple[Staff, Staff]:
    """The two people, locked in the order of their ids; refused if one leaves before `until`."""
    rows = Staff.objects.select_for_update(no_key=True).filter(pk__in=[first, second])
    known = {one.pk: one for one in rows.order_by("pk")}
    for one in known.values():
        if one.left_on is not None and one.left_on < until:
            raise refusal(_("%s已经离职。") % one.name, field=field)
    return known[first], known[second]


def check_stretch(starts_on: date, ends_on: date, refusal: type[UnableTo]) -> None:
    """Refused unless there is a day between."""
    if ends_on <= starts_on:
        raise refusal(_("结束日期应当晚于开始日期。"), field="ends_on")
