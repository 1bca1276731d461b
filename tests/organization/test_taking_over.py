"""Nobody makes themselves one who decides, and taking a role away opens no door."""

from datetime import date

import pytest
from django.urls import reverse

from dakehu.accounts.services import (
    UnableToChangeUser,
    UnableToSetPassword,
    close_user,
    set_password,
)
from dakehu.kit.actors import system
from dakehu.kit.errors import UnableTo
from dakehu.kit.permissions import Scope
from dakehu.organization.access import SEE_PERSONAL
from dakehu.organization.models import Appointment, Position, Staff
from dakehu.organization.queries.delegations import delegation_for
from dakehu.organization.queries.people import staff_visible_to
from dakehu.organization.services.appointments import UnableToAppoint, appoint, end_appointment
from dakehu.organization.services.delegations import delegate
from dakehu.organization.services.deputies import UnableToNameDeputy, name_deputy
from dakehu.organization.services.positions import UnableToChangePosition, change_position
from dakehu.organization.services.staff import UnableToEndEmployment, end_employment
from tests.cast import AT, ON, Cast
from tests.organization.conftest import SignedIn

BY = system("tests")


def _give_seats(cast: Cast, by: str, position: str, seats: list[str]) -> None:
    found = Position.objects.get(pk=cast.positions[position])
    change_position(
        by=cast.actor(by),
        at=AT,
        on=ON,
        position=found.pk,
        title=found.title,
        unit=found.unit_id,
        seats=seats,
        superior=found.superior_id,
        headcount=found.headcount,
    )


@pytest.mark.parametrize("seats", [["hr_admin", "admin"], ["hr_admin", "gm"], ["hr_admin", "cfo"]])
def test_personnel_cannot_put_a_deciding_role_on_a_position(cast: Cast, seats: list[str]) -> None:
    with pytest.raises(UnableToChangePosition, match="只能由系统管理员"):
        _give_seats(cast, "hr_admin", "hr_admin", seats)


def test_personnel_cannot_take_a_deciding_role_off_a_position(cast: Cast) -> None:
    with pytest.raises(UnableToChangePosition, match="只能由系统管理员"):
        _give_seats(cast, "hr_admin", "gm", [])


def test_personnel_hands_out_all_other_roles(cast: Cast) -> None:
    _give_seats(cast, "hr_admin", "ka_rep", ["ka_rep", "sales_supervisor"])

    assert cast.actor("ka_rep").roles == {"ka_rep", "sales_supervisor"}


@pytest.mark.parametrize("position", ["gm", "cfo", "finance"])
def test_nobody_appoints_themselves_to_a_post_that_decides(cast: Cast, position: str) -> None:
    with pytest.raises(UnableToAppoint, match="不能任命自己"):
        appoint(
            by=cast.actor("hr_admin"),
            at=AT,
            staff=cast.staff["hr_admin"],
            position=cast.positions[position],
            starts_on=ON,
        )


def test_only_administrators_make_administrators(cast: Cast) -> None:
    with pytest.raises(UnableToAppoint, match="系统管理员只能由系统管理员任免"):
        appoint(
            by=cast.actor("hr_admin"),
            at=AT,
            staff=cast.staff["ka_rep"],
            position=cast.positions["admin"],
            starts_on=ON,
        )


def test_only_administrators_end_what_an_administrator_holds(cast: Cast) -> None:
    held = Appointment.objects.get(staff=cast.staff["admin"])
    hr = cast.actor("hr_admin")

    with pytest.raises(UnableTo, match="系统管理员只能由系统管理员任免"):
        end_appointment(by=hr, at=AT, appointment=held.pk, ends_on=ON)
    with pytest.raises(UnableToEndEmployment, match="系统管理员只能由系统管理员任免"):
        end_employment(by=hr, at=AT, staff=cast.staff["admin"], left_on=ON)
    with pytest.raises(UnableToChangeUser, match="只能由系统管理员停用"):
        close_user(by=hr, at=AT, user_id=cast.users["admin"])


def test_a_role_once_held_still_guards_the_account(cast: Cast) -> None:
    held = Appointment.objects.get(staff=cast.staff["gm"])
    end_appointment(by=BY, at=AT, appointment=held.pk, ends_on=date(2026, 11, 1))

    with pytest.raises(UnableToSetPassword, match="只能由系统管理员重设"):
        set_password(
            by=cast.actor("hr_admin"),
            at=AT,
            user_id=cast.users["gm"],
            password="k7mq-3xwp-t9ha",
        )


def test_nobody_names_themselves_the_deputy_of_somebody_else(cast: Cast) -> None:
    with pytest.raises(UnableToNameDeputy, match="请由本人指定"):
        name_deputy(
            by=cast.actor("hr_admin"),
            at=AT,
            staff=cast.staff["gm"],
            deputy=cast.staff["hr_admin"],
            starts_on=ON,
            ends_on=date(2026, 12, 1),
        )


def test_nobody_registers_authority_for_themselves(cast: Cast) -> None:
    with pytest.raises(UnableTo, match="请由授权人办理"):
        delegate(
            by=cast.actor("hr_admin"),
            at=AT,
            grantor=cast.staff["gm"],
            grantee=cast.staff["hr_admin"],
            subject="sign_contract",
            starts_on=ON,
            ends_on=date(2027, 1, 1),
        )


def test_authority_ends_with_those_who_leave(cast: Cast) -> None:
    delegate(
        by=cast.actor("gm"),
        at=AT,
        grantor=cast.staff["gm"],
        grantee=cast.staff["ka_head"],
        subject="sign_contract",
        starts_on=ON,
        ends_on=date(2027, 1, 1),
    )
    assert delegation_for(cast.staff["ka_head"], "sign_contract", ON).allowed

    end_employment(by=BY, at=AT, staff=cast.staff["ka_head"], left_on=date(2026, 11, 30))

    assert not delegation_for(cast.staff["ka_head"], "sign_contract", date(2026, 12, 5)).allowed


def test_a_role_in_one_unit_opens_no_other_unit(cast: Cast) -> None:
    appoint(
        by=BY,
        at=AT,
        staff=cast.staff["product_rnd"],
        position=cast.positions["gm_assistant"],
        starts_on=ON,
        is_primary=False,
    )
    actor = cast.actor("product_rnd")
    assert actor.roles >= {"dept_head", "gm_assistant"}

    seen = set(staff_visible_to(actor, ON).values_list("name", flat=True))

    rnd_alone = set(staff_visible_to(cast.actor("product_rnd", date(2026, 11, 22)), ON))
    assert {person.name for person in rnd_alone} <= seen | {"许婷"}
    office = next(path for role, path in actor.posts if role == "gm_assistant")
    assert office not in actor.paths_within(SEE_PERSONAL)[Scope.SUBTREE]


def test_an_earlier_day_in_the_address_shows_nobody_else(cast: Cast, signed_in: SignedIn) -> None:
    held = Appointment.objects.get(staff=cast.staff["ka_rep_2"])
    end_appointment(by=BY, at=AT, appointment=held.pk, ends_on=date(2026, 11, 10))
    appoint(
        by=BY,
        at=AT,
        staff=cast.staff["ka_rep_2"],
        position=cast.positions["finance"],
        starts_on=date(2026, 11, 10),
    )
    address = reverse("organization:staff_detail", args=[cast.staff["ka_rep_2"]])

    head = signed_in("ka_head")
    now = head.get(address).status_code
    assert head.get(f"{address}?on=2026-11-01").status_code == now == 404


def test_a_filter_does_not_tell_what_the_column_masks(cast: Cast, signed_in: SignedIn) -> None:
    Staff.objects.filter(pk=cast.staff["ka_rep_2"]).update(probation_until=date(2026, 12, 31))
    address = reverse("organization:staff_list")

    of_a_rep = signed_in("ka_rep").get(f"{address}?state=probation").content.decode()
    of_personnel = signed_in("hr_admin").get(f"{address}?state=probation").content.decode()

    assert "陈静" in of_a_rep  # a choice that is not offered filters nothing
    assert "试用期内" not in of_a_rep
    assert "孟凡" in of_personnel
    assert "陈静" not in of_personnel
