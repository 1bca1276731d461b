"""What forms and filters let choose from."""

from datetime import date

from dakehu.kit.permissions import EVERY_ROLE
from dakehu.organization.models import Appointment, Delegation, Staff, Unit
from dakehu.organization.queries.labels import role_label
from dakehu.organization.queries.people import serving_on

STAFF_KINDS = Staff.Kind.choices
APPOINTMENT_KINDS = Appointment.Kind.choices
DELEGATION_SUBJECTS = Delegation.Subject.choices
UNIT_KINDS = Unit.Kind.choices


def people_choices(on: date) -> list[tuple[int, str]]:
    """Everybody of the company on a day with their position: 林晓雯（大客户员）."""
    return [
        (one.id, f"{one.name}（{one.title}）" if one.title else one.name) for one in serving_on(on)
    ]


def role_choices() -> list[tuple[str, str]]:
    """The roles by the names in use."""
    return [(code, role_label(code)) for code in EVERY_ROLE]
