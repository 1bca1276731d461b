"""Seats, superiors and parents on any day: a change counts from its day on."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from dakehu.kit.actors import system
from dakehu.organization.models import Appointment, PastPosition, PastUnit
from dakehu.organization.queries.delegations import is_general_manager
from dakehu.organization.queries.position_page import position_page
from dakehu.organization.queries.seats import seat_holders
from dakehu.organization.queries.structure import PositionNode, flat, positions_on, units_tree
from dakehu.organization.services.appointments import (
    UnableToEndAppointment,
    end_appointment,
    take_back_appointment,
)
from dakehu.organization.services.positions import change_position
from dakehu.organization.services.units import move_unit
from tests.cast import AT, ON, Cast

BY = system("tests")
DAY = timedelta(days=1)
EVER = date(2020, 1, 1)


def node(cast: Cast, key: str, on: date) -> PositionNode:
    return next(one for one in positions_on(on) if one.id == cast.positions[key])


def change(cast: Cast, key: str, on: date, **more: object) -> None:
    now = node(cast, key, date(2099, 1, 1))
    asked: dict[str, object] = {
        "title": now.title,
        "unit": now.unit_id,
        "seats": now.seats,
        "superior": now.superior_id,
        "headcount": now.headcount,
        **more,
    }
    change_position(by=BY, at=AT, on=on, position=cast.positions[key], **asked)  # type: ignore[arg-type]


def names(seat: str, on: date) -> list[str]:
    return [one.name for one in seat_holders(on).get(seat, [])]


def test_a_seat_that_moves_is_held_by_the_earlier_position_until_its_day(cast: Cast) -> None:
    change(cast, "ka_clerk", ON, seats=[])
    change(cast, "project_manager", ON, seats=["project_manager", "ka_clerk"])
    assert names("ka_clerk", ON - DAY) == ["陈静"]
    assert names("ka_clerk", ON) == ["唐宁"]
    assert node(cast, "ka_clerk", ON - DAY).seats == ("ka_clerk",)
    assert node(cast, "ka_clerk", ON).seats == ()


def test_a_superior_counts_from_the_day_of_the_change(cast: Cast) -> None:
    change(cast, "ka_rep", ON, superior=cast.positions["market_director"])
    assert node(cast, "ka_rep", ON - DAY).superior_id == cast.positions["ka_head"]
    assert node(cast, "ka_rep", ON).superior_id == cast.positions["market_director"]


def test_the_first_known_structure_stands_for_every_day_before(cast: Cast) -> None:
    first = node(cast, "ka_rep", ON)
    change(cast, "ka_rep", ON - 9 * DAY, superior=cast.positions["gm"])
    change(cast, "ka_rep", ON, superior=cast.positions["market_director"])
    assert node(cast, "ka_rep", EVER).superior_id == first.superior_id
    assert node(cast, "ka_rep", ON - 9 * DAY).superior_id == cast.positions["gm"]
    assert node(cast, "ka_rep", ON - DAY).superior_id == cast.positions["gm"]


def test_two_changes_on_one_day_leave_the_last_one(cast: Cast) -> None:
    change(cast, "ka_rep", ON, superior=cast.positions["gm"])
    change(cast, "ka_rep", ON, superior=cast.positions["market_director"])
    assert node(cast, "ka_rep", ON - DAY).superior_id == cast.positions["ka_head"]
    assert node(cast, "ka_rep", ON).superior_id == cast.positions["market_director"]
    assert PastPosition.objects.count() == 1


def test_a_change_from_an_earlier_day_replaces_what_stood_since(cast: Cast) -> None:
    change(cast, "ka_rep", ON, superior=cast.positions["gm"])
    change(cast, "ka_rep", ON - 5 * DAY, superior=cast.positions["market_director"])
    days = [ON - 6 * DAY, ON - 5 * DAY, ON - DAY, ON]
    found = [node(cast, "ka_rep", day).superior_id for day in days]
    director = cast.positions["market_director"]
    assert found == [cast.positions["ka_head"], director, director, director]


def test_saving_without_a_change_keeps_nothing(cast: Cast) -> None:
    change(cast, "ka_rep", ON)
    assert not PastPosition.objects.exists()


def test_a_position_given_up_is_there_on_the_days_before(cast: Cast) -> None:
    held = node(cast, "project_manager", ON).holders[0]
    row = Appointment.objects.get(staff_id=held.id)
    end_appointment(by=BY, at=AT, appointment=row.pk, ends_on=ON - 2 * DAY)
    change(cast, "project_manager", ON, is_active=False)
    assert cast.positions["project_manager"] in {one.id for one in positions_on(ON - DAY)}
    assert cast.positions["project_manager"] not in {one.id for one in positions_on(ON)}


def test_who_was_general_manager_is_answered_for_the_day(cast: Cast) -> None:
    change(cast, "gm", ON, seats=[])
    assert is_general_manager(cast.staff["gm"], ON - DAY)
    assert not is_general_manager(cast.staff["gm"], ON)


def test_the_page_of_a_position_tells_roles_and_superior_of_its_day(cast: Cast) -> None:
    change(cast, "ka_clerk", ON, seats=[], superior=cast.positions["gm"])
    before = position_page(cast.positions["ka_clerk"], ON - DAY)
    after = position_page(cast.positions["ka_clerk"], ON)
    assert before is not None
    assert after is not None
    assert (before.roles, str(before.superior)) == (("大客户内勤",), "大客户部经理")
    assert (after.roles, str(after.superior)) == ((), "总经理")


def test_a_unit_stands_below_its_earlier_parent_until_it_moved(cast: Cast) -> None:
    move_unit(by=BY, at=AT, unit=cast.units["ka"], parent=cast.units["finance"], on=ON)

    def parent(on: date) -> int | None:
        rows = {one.id: one.parent_id for _depth, one in flat(units_tree(on))}
        return rows[cast.units["ka"]]

    assert parent(EVER) == parent(ON - DAY) == cast.units["mkt"]
    assert parent(ON) == cast.units["finance"]
    assert PastUnit.objects.count() == 1


def test_the_database_refuses_two_earlier_structures_at_once(cast: Cast) -> None:
    """PostgreSQL alone has the constraint; elsewhere the services keep the stretches apart."""
    change(cast, "ka_rep", ON, superior=cast.positions["gm"])
    kept = PastPosition.objects.get()
    kept.pk, kept.ends_on = None, ON - DAY
    refused = False
    try:
        with transaction.atomic():
            kept.save(force_insert=True)
    except IntegrityError:
        refused = True
    assert refused == (connection.vendor == "postgresql")


@pytest.mark.parametrize("on", [EVER, ON - DAY])
def test_a_stretch_kept_has_an_end_after_its_start(cast: Cast, on: date) -> None:
    change(cast, "ka_rep", ON, superior=cast.positions["gm"])
    with pytest.raises(IntegrityError), transaction.atomic():
        PastPosition.objects.update(starts_on=on, ends_on=on)


def test_only_what_has_not_begun_is_taken_back(cast: Cast) -> None:
    row = Appointment.objects.get(staff_id=cast.staff["ka_rep"])
    with pytest.raises(PermissionDenied):
        take_back_appointment(by=cast.actor("ka_head"), at=AT, appointment=row.pk, on=ON)
    with pytest.raises(UnableToEndAppointment, match="已经开始"):
        take_back_appointment(by=BY, at=AT, appointment=row.pk, on=ON)
    take_back_appointment(by=BY, at=AT, appointment=row.pk, on=row.starts_on)
    assert not Appointment.objects.filter(pk=row.pk).exists()
