"""The first start: with the demo, and empty."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from dakehu.accounts.queries import users
from dakehu.audit.queries import all_entries, verify
from dakehu.demo import cast
from dakehu.demo.queries import welcome
from dakehu.demo.services import install, reset
from dakehu.kit.actors import system
from dakehu.kit.permissions import EVERY_ROLE
from dakehu.kit.registry import packs
from dakehu.kit.settings_store import is_demo, read
from dakehu.organization.queries.acting import actor_for
from dakehu.organization.queries.company import company, legal_entities
from dakehu.organization.queries.people import serving_on
from dakehu.organization.queries.probation import ending_probations
from dakehu.organization.queries.seats import deputies_on, seat_holders
from dakehu.organization.queries.structure import flat, positions_on, units_tree
from dakehu.pay.access import runs_visible_to
from dakehu.periods.queries import months
from dakehu.policy.credit_code import check_credit_code
from dakehu.rulebook.queries.published import policies_in_force
from tests.demo.conftest import AT, user_named


def _told() -> list[str]:
    """Everything of the company that a reader sees, as text."""
    told = [f"{one.pk} {one.username} {one.name}" for one in users(AT).order_by("pk")]
    told += [f"{one} {one.credit_code}" for one in legal_entities()]
    told += [f"{depth} {node.id} {node.name}" for depth, node in flat(units_tree(cast.START))]
    for day in (date(2025, 12, 31), cast.START, date(2026, 11, 24)):
        told += [f"{one.id} {one.title} {one.people} {one.seats}" for one in positions_on(day)]
    return told + [f"{one.action} {one.record} {one.data}" for one in all_entries()]


def test_the_first_start_shows_the_demo_on_its_own_day(demo: None) -> None:
    assert is_demo()
    assert read("business_day") == "2026-11-23"
    assert read("packs") == [pack.code for pack in packs]
    assert len(policies_in_force(cast.START)) == 6


def test_a_second_start_changes_nothing(demo: None) -> None:
    before, entries = _told(), all_entries().count()
    install(at=AT, with_demo=True)
    install(at=AT, with_demo=False)
    assert (_told(), all_entries().count()) == (before, entries)


def test_the_demo_is_the_same_after_each_reset(demo: None) -> None:
    reset(by=system("tester"), at=AT)
    first = _told()
    reset(by=system("tester"), at=AT)
    assert _told() == first


def test_an_earlier_clock_founds_the_same_company(db: None) -> None:
    install(at=datetime(2025, 3, 1, tzinfo=UTC), with_demo=True)
    gm = actor_for(user_named("zhaoqiming").pk, cast.START)
    assert runs_visible_to(gm)[0].total == Decimal("186420.00")


def test_everything_in_the_demo_was_made_by_services_and_left_its_note(demo: None) -> None:
    actions = set(all_entries().values_list("action", flat=True))
    assert verify().is_whole
    assert actions >= {
        "accounts.user_added",
        "calendar.day_set_off",
        "calendar.office_hours_set",
        "demo.installed",
        "kit.setting_changed",
        "organization.company_set",
        "organization.deputy_named",
        "organization.job_description_added",
        "organization.legal_entity_added",
        "organization.position_added",
        "organization.staff_added",
        "organization.staff_appointed",
        "organization.staff_left",
        "organization.unit_added",
        "organization.unit_closed",
        "organization.unit_renamed",
        "pay.run_computed",
        "pay.run_frozen",
        "pay.run_reviewed",
        "periods.month_closed",
        "receipts.entered",
        "rulebook.version_published",
    }
    assert {entry.at for entry in all_entries()} == {AT}


def test_every_role_of_the_policies_has_its_person_but_for_one_that_is_vacant(demo: None) -> None:
    holders = seat_holders(cast.START)
    assert set(EVERY_ROLE) - set(holders) == {"deputy_gm_admin"}
    assert [one.name for one in holders["ka_rep"]][:2] == ["林晓雯", "孟凡"]
    named = {seat: holders[seat][0].name for seat in ("gm", "mkt_center", "ka_head", "ka_clerk")}
    assert named == {
        "gm": "赵启明",
        "mkt_center": "孙立",
        "ka_head": "周建国",
        "ka_clerk": "陈静",
    }


def test_the_system_administrator_holds_no_business_seat(demo: None) -> None:
    holders = seat_holders(cast.START)
    administrators = {one.id for one in holders.pop("admin")}
    others = {one.id for people in holders.values() for one in people}
    assert administrators
    assert administrators.isdisjoint(others)


def test_the_new_supervisor_holds_the_post_from_tomorrow_and_not_today(demo: None) -> None:
    today_there = {one.name for one in seat_holders(date(2026, 11, 23))["sales_supervisor"]}
    tomorrow_there = {one.name for one in seat_holders(date(2026, 11, 24))["sales_supervisor"]}
    assert tomorrow_there - today_there == {"许佳"}


def test_the_chart_of_last_year_is_another_one(demo: None) -> None:
    then = {node.name for _depth, node in flat(units_tree(date(2025, 6, 30)))}
    now = {node.name for _depth, node in flat(units_tree(cast.START))}
    assert "销售部" in then - now
    assert {"大客户部", "水处理销售部", "产销协调部"} <= now - then


def test_people_leave_stand_in_and_end_their_probation(demo: None) -> None:
    names = {one.name for one in serving_on(cast.START)}
    assert "丁皓" not in names
    assert ending_probations(cast.START) == ["田野"]
    assert "ka_head" not in deputies_on(cast.START)
    assert "ka_head" in deputies_on(date(2026, 11, 24))


def test_the_credit_codes_of_the_demo_are_right(demo: None) -> None:
    codes = [one.credit_code for one in legal_entities()]
    assert len(codes) == 2
    assert [check_credit_code(code) for code in codes] == [None, None]


def test_the_months_whose_pay_is_frozen_are_closed_and_october_is_not(demo: None) -> None:
    closed = [one.month for one in months()]
    assert closed[0] == "2026-09"
    assert {one.closed_by.name for one in months() if one.closed_by} == {"郑怀远"}


def test_the_box_of_the_demo_prints_the_ordinary_log_ins(demo: None) -> None:
    lines = "\n".join(welcome("http://localhost:8000"))
    assert "打开后点一个角色即可进入，不用密码" in lines
    assert cast.PASSWORD in lines
    assert all(one.username in lines for one in cast.ROLES)


def test_an_empty_company_has_policies_and_one_administrator_only(empty: None) -> None:
    assert read("mode") == "empty"
    assert company() is None
    assert len(policies_in_force(date(2026, 11, 23))) == 6
    assert [one.username for one in users(AT)] == ["admin"]
    assert users(AT).get().must_change_password


def test_the_first_password_is_told_in_the_box_and_stored_nowhere(empty: None) -> None:
    box = "\n".join(welcome("http://localhost:8000"))
    password = box.split("密码 ")[1].split("\n")[0].strip()
    assert users(AT).get().check_password(password)
    assert not all_entries().filter(data__contains=password).exists()


def test_a_start_that_breaks_off_leaves_nothing_behind(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dakehu.demo.services.founding.found", broken)
    with pytest.raises(KeyboardInterrupt):
        install(at=AT, with_demo=True)
    assert read("mode") is None
    assert policies_in_force(cast.START) == ()
