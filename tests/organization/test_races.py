"""Two at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from dakehu.kit.actors import system
from dakehu.kit.settings_store import forget
from dakehu.organization.models import Appointment, Unit
from dakehu.organization.services.appointments import UnableToAppoint, appoint
from dakehu.organization.services.units import UnableToChangeUnit, move_unit
from tests.cast import AT, ON, Cast, build_cast

BY = system("tests")


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    forget()
    return build_cast()


def _both(*acts: Callable[[], object]) -> list[str]:
    """What came of acts that start at the same moment: ok or the name of the refusal."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            start.wait(timeout=10)
            act()
        except (UnableToAppoint, UnableToChangeUnit) as error:
            return type(error).__name__
        finally:
            connection.close()
        return "ok"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_of_two_that_appoint_one_person_to_one_position_one_wins(cast: Cast) -> None:
    def once() -> None:
        appoint(
            by=BY,
            at=AT,
            staff=cast.staff["ka_rep"],
            position=cast.positions["ka_clerk"],
            starts_on=ON,
        )

    assert _both(once, once) == ["UnableToAppoint", "ok"]
    held = Appointment.objects.filter(
        staff=cast.staff["ka_rep"], position=cast.positions["ka_clerk"]
    )
    assert held.count() == 1


def test_two_moves_at_once_close_no_circle(cast: Cast) -> None:
    results = _both(
        lambda: move_unit(by=BY, at=AT, unit=cast.units["hr"], parent=cast.units["finance"], on=ON),
        lambda: move_unit(by=BY, at=AT, unit=cast.units["finance"], parent=cast.units["hr"], on=ON),
    )
    assert results == ["UnableToChangeUnit", "ok"]
    paths = dict(Unit.objects.values_list("pk", "path"))
    assert all(path.endswith(f"/{pk}/") for pk, path in paths.items())
