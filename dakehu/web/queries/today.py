"""What several cards of one page ask for, looked up once a request."""

from datetime import date

from dakehu.calendar.queries import working_calendar
from dakehu.kit.remembering import remembered
from dakehu.organization.queries.structure import PositionNode, positions_on
from dakehu.policy.workdays import WorkingCalendar


def positions_of_the_day(on: date) -> list[PositionNode]:
    """The positions and their holders on a day."""
    return remembered(f"web.positions {on}", lambda: positions_on(on))


def calendar_in_use() -> WorkingCalendar:
    """The company's working days."""
    return remembered("web.calendar", working_calendar)
