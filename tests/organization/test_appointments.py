"""Who holds which position, and what follows from it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from dakehu.kit.actors import system
from dakehu.organization.models import Appointment
from dakehu.organization.queries.seats import seat_holders
from dakehu.organization.services.appointments import (
    UnableToAppoint,
    UnableToEndAppointment,
    appoint,
    end_appointment,
)
from dakehu.organization.services.positions import UnableToChangePosition, change_position
from dakehu.organization.services.staff import UnableToEndEmployment, add_staff, end_employment
from tests.cast import AT, ON, SINCE, Cast

BY = system("tests")
DAY = timedelta(days=1)


def test_each_of_the_cast_acts_in_their_roles(cast: Cast) -> None:
    assert cast.actor("ka_rep").roles == {"ka_rep"}
    assert cast.actor("market_director").roles == {"market_director", "mkt_center"}
    assert cast.actor("admin").roles == {"admin"}


def test_a_position_from_tomorrow_gives_its_role_tomorrow(cast: Cast) -> None:
    new = cast.positions["ka_clerk"]
    appoint(by=BY, at=AT, staff=cast.staff["ka_rep"], position=new, starts_on=ON + DAY)
    assert cast.actor("ka_rep", ON).roles == {"ka_rep"}
    assert cast.actor("ka_rep", ON + DAY).roles == {"ka_rep", "ka_clerk"}


def test_the_end_day_no_longer_belongs_to_the_appointment(cast: Cast) -> None:
    held = Appointment.objects.get(staff=cast.staff["ka_clerk"])
    end_appointment(by=BY, at=AT, appointment=held.pk, ends_on=ON)
    assert cast.actor("ka_clerk", ON - DAY).roles == {"ka_clerk"}
    assert cast.actor("ka_clerk", ON).roles == frozenset()
    assert cast.actor("ka_clerk", ON).unit_paths == ()


def test_nobody_holds_one_position_twice_at_once(cast: Cast) -> None:
    with pytest.raises(UnableToAppoint, match="林晓雯在这段时间已经担任大客户员"):
        appoint(
            by=BY,
            at=AT,
            staff=cast.staff["ka_rep"],
            position=cast.positions["ka_rep"],
            starts_on=ON,
        )
    assert Appointment.objects.filter(staff=cast.staff["ka_rep"]).count() == 1


def test_a_position_is_held_again_after_its_end(cast: Cast) -> None:
    held = Appointment.objects.get(staff=cast.staff["ka_rep"])
    end_appointment(by=BY, at=AT, appointment=held.pk, ends_on=ON)
    again = appoint(
        by=BY, at=AT, staff=held.staff_id, position=held.position_id, starts_on=ON, ends_on=ON + DAY
    )
    assert again.starts_on == ON


def test_the_database_itself_refuses_overlaps_where_it_can(cast: Cast) -> None:
    held = Appointment.objects.get(staff=cast.staff["ka_rep"])
    twice = Appointment(staff=held.staff, position=held.position, starts_on=ON)
    if connection.vendor == "postgresql":
        with pytest.raises(IntegrityError, match="do_not_overlap"), transaction.atomic():
            twice.save()
    assert Appointment.objects.filter(staff=held.staff, position=held.position).count() == 1


def test_an_appointment_ends_after_it_starts(cast: Cast) -> None:
    with pytest.raises(UnableToAppoint, match="结束日期应当晚于开始日期"):
        appoint(
            by=BY,
            at=AT,
            staff=cast.staff["ka_rep"],
            position=cast.positions["ka_clerk"],
            starts_on=ON,
            ends_on=ON,
        )
    held = Appointment.objects.get(staff=cast.staff["ka_rep"])
    with pytest.raises(IntegrityError, match="ends_after_start"), transaction.atomic():
        Appointment.objects.filter(pk=held.pk).update(ends_on=SINCE)


def test_a_second_position_at_the_same_time_is_concurrent(cast: Cast) -> None:
    made = appoint(
        by=BY,
        at=AT,
        staff=cast.staff["ka_rep"],
        position=cast.positions["ka_clerk"],
        starts_on=ON,
    )
    assert not made.is_primary
    with pytest.raises(UnableToAppoint, match="主岗是大客户员"):
        appoint(
            by=BY,
            at=AT,
            staff=cast.staff["ka_rep"],
            position=cast.positions["gm_assistant"],
            starts_on=ON,
            is_primary=True,
        )


def test_an_end_that_is_set_is_not_moved_later(cast: Cast) -> None:
    held = Appointment.objects.get(staff=cast.staff["ka_rep"])
    end_appointment(by=BY, at=AT, appointment=held.pk, ends_on=ON + DAY)
    with pytest.raises(UnableToEndAppointment, match="另登记一次任职"):
        end_appointment(by=BY, at=AT, appointment=held.pk, ends_on=ON + 9 * DAY)


def test_whoever_leaves_holds_nothing_and_cannot_sign_in(cast: Cast) -> None:
    person = end_employment(by=BY, at=AT, staff=cast.staff["ka_rep_2"], left_on=ON)
    assert cast.actor("ka_rep_2").roles == frozenset()
    assert "孟凡" not in [one.name for one in seat_holders(ON)["ka_rep"]]
    assert person.user is not None
    person.user.refresh_from_db()
    assert not person.user.is_active
    with pytest.raises(UnableToAppoint, match="已经离职"):
        appoint(
            by=BY,
            at=AT,
            staff=person.pk,
            position=cast.positions["ka_clerk"],
            starts_on=ON,
        )


def test_a_later_last_day_keeps_the_account_until_then(cast: Cast) -> None:
    person = end_employment(by=BY, at=AT, staff=cast.staff["ka_rep_2"], left_on=ON + 9 * DAY)
    assert person.user is not None
    person.user.refresh_from_db()
    assert person.user.is_active
    assert cast.actor("ka_rep_2", ON + 8 * DAY).roles == {"ka_rep"}
    assert cast.actor("ka_rep_2", ON + 9 * DAY).roles == frozenset()


def test_nobody_leaves_before_they_came(cast: Cast) -> None:
    with pytest.raises(UnableToEndEmployment, match="不能早于入职日期"):
        end_employment(by=BY, at=AT, staff=cast.staff["ka_rep"], left_on=date(2025, 12, 31))


def test_a_held_position_is_not_given_up(cast: Cast) -> None:
    with pytest.raises(UnableToChangePosition, match="还有人担任这个岗位"):
        change_position(
            by=BY,
            at=AT,
            on=ON,
            position=cast.positions["ka_clerk"],
            title="大客户部内勤",
            unit=cast.units["ka"],
            is_active=False,
        )


def test_superiors_form_no_circle(cast: Cast) -> None:
    with pytest.raises(UnableToChangePosition, match="不能是本岗位或它的下级"):
        change_position(
            by=BY,
            at=AT,
            on=ON,
            position=cast.positions["gm"],
            title="总经理",
            unit=cast.units["gm_office"],
            seats=["gm"],
            superior=cast.positions["ka_rep"],
        )


def test_new_staff_get_a_number_pinyin_and_an_account(cast: Cast) -> None:
    person = add_staff(by=BY, at=AT, name="单雄信", mobile="+86 139-0000-0009")
    assert (person.pinyin, person.initials) == ("shanxiongxin", "sxx")
    assert person.mobile == "13900000009"
    assert person.number == f"YG{len(cast.staff) + 1:04d}"
    assert person.user is not None
    assert person.user.mobile == person.mobile
