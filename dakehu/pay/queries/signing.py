"""Whose signatures a paper asks for: the seats of its chain, by the names in use."""

from datetime import date

from django.utils.translation import gettext as _

from dakehu.organization.queries.labels import role_label
from dakehu.policy.book import NotInForce
from dakehu.policy.chains import NoVariant
from dakehu.rulebook.queries.published import book


def signature_titles(chain: str, on: date) -> tuple[str, ...]:
    """The steps of a chain in force on a day; the usual ones before a policy is published."""
    try:
        steps = book().on(on).chain(chain).variant_for({}).steps
    except (NotInForce, NoVariant, LookupError):
        return (_("填报人"), _("部门负责人"), _("市场营销中心"), _("财务总监"), _("总经理"))
    return tuple(_("或").join(role_label(seat) for seat in one.seats) for one in steps)
