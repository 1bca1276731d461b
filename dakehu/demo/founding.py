"""Makes the demo company out of its plan, only by calling the services that a company would use."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import yaml
from django.contrib.auth.hashers import make_password

from dakehu.calendar.services import set_day, set_office_hours
from dakehu.demo import cast
from dakehu.demo.earning import earn
from dakehu.demo.prices import offer
from dakehu.kit.actors import Actor
from dakehu.organization.services.appointments import appoint
from dakehu.organization.services.company import add_legal_entity, set_company
from dakehu.organization.services.delegations import delegate
from dakehu.organization.services.deputies import name_deputy
from dakehu.organization.services.positions import (
    add_job_description,
    add_position,
)
from dakehu.organization.services.staff import add_staff, end_employment
from dakehu.organization.services.units import add_unit, close_unit, rename_unit
from dakehu.policy.credit_code import check_character
from dakehu.policy.loading.files import shipped_book


@dataclass
class Ids:
    """What was made so far, by the names of the plan."""

    units: dict[str, int] = field(default_factory=dict)
    posts: dict[str, int] = field(default_factory=dict)
    staff: dict[str, int] = field(default_factory=dict)
    users: dict[str, int] = field(default_factory=dict)


def found(*, by: Actor, at: datetime) -> None:
    """The whole company: what it is, how it is built, who works there and in whose name."""
    ids = Ids()
    _company(by, at)
    _units(by, at, ids)
    _posts(by, at, ids)
    _people(by, at, ids)
    _endings(by, at, ids)
    _papers(by, at)
    _authority(by, at, ids)
    _calendar(by, at)
    earn(at=at, users=ids.users)
    offer(at=at, users=ids.users)


def _company(by: Actor, at: datetime) -> None:
    codes = [one.code17 + check_character(one.code17) for one in cast.ENTITIES]
    set_company(
        by=by,
        at=at,
        name=cast.COMPANY,
        credit_code=codes[0],
        address=cast.ADDRESS,
        region=cast.REGION,
        minimum_wage=Decimal(cast.MINIMUM_WAGE),
    )
    for one, code in zip(cast.ENTITIES, codes, strict=True):
        add_legal_entity(
            by=by,
            at=at,
            name=one.name,
            credit_code=code,
            address=cast.ADDRESS,
            phone=one.phone,
            bank=one.bank,
            bank_account=one.account,
        )


def _units(by: Actor, at: datetime, ids: Ids) -> None:
    for plan in cast.UNITS:
        made = add_unit(
            by=by,
            at=at,
            name=plan.earlier_name or plan.name,
            parent=ids.units.get(plan.parent),
            kind=plan.kind,
            on=plan.opened_on,
        )
        ids.units[plan.name] = made.pk
        if plan.earlier_name:
            rename_unit(by=by, at=at, unit=made.pk, name=plan.name)


def _posts(by: Actor, at: datetime, ids: Ids) -> None:
    for plan in cast.POSTS:
        made = add_position(
            by=by,
            at=at,
            title=plan.title,
            unit=ids.units[plan.unit],
            seats=plan.seats,
            superior=ids.posts.get(plan.superior),
            job_description=plan.paper,
            headcount=plan.headcount,
        )
        ids.posts[plan.title] = made.pk


def _people(by: Actor, at: datetime, ids: Ids) -> None:
    """Everybody with their account; one hash for all, because each would take half a second."""
    password_hash = make_password(cast.PASSWORD)
    for number, plan in enumerate(cast.PEOPLE, start=1):
        person = add_staff(
            by=by,
            at=at,
            name=plan.name,
            number=f"YL{number:03d}",
            mobile=cast.mobile_of(number),
            hired_on=plan.hired_on,
            probation_until=plan.probation_until,
            username=plan.username,
            password_hash=password_hash,
            must_change=False,
        )
        ids.staff[plan.name] = person.pk
        if person.user_id is not None:
            ids.users[plan.name] = person.user_id
        for held in plan.held:
            appoint(
                by=by,
                at=at,
                staff=person.pk,
                position=ids.posts[held.post],
                starts_on=held.since,
                ends_on=held.until,
                is_primary=held.is_primary,
            )


def _endings(by: Actor, at: datetime, ids: Ids) -> None:
    """Who left, which posts and units were given up."""
    for plan in cast.PEOPLE:
        if plan.left_on is not None:
            end_employment(by=by, at=at, staff=ids.staff[plan.name], left_on=plan.left_on)
    for unit in cast.UNITS:
        if unit.closed_on is not None:
            close_unit(by=by, at=at, unit=ids.units[unit.name], on=unit.closed_on)


def _papers(by: Actor, at: datetime) -> None:
    for paper in _shipped_papers():
        add_job_description(
            by=by,
            at=at,
            code=paper["code"],
            title=paper["title"],
            content=paper,
            effective_from=date(2026, 1, 1),
            adopted_on=date(2025, 12, 19),
        )


def _shipped_papers() -> list[dict[str, Any]]:
    """The job descriptions that come with the policies."""
    file = shipped_book() / "DE" / "starter" / "job_descriptions.yaml"
    papers: list[dict[str, Any]] = yaml.safe_load(file.read_text("utf-8"))["papers"]
    return papers


def _authority(by: Actor, at: datetime, ids: Ids) -> None:
    """Who stands in for whom, and what the general manager has put into other hands."""
    gm, head = ids.staff["赵启明"], ids.staff["周建国"]
    name_deputy(
        by=by,
        at=at,
        staff=head,
        deputy=ids.staff["冯磊"],
        starts_on=date(2026, 11, 24),
        ends_on=date(2026, 11, 29),
        reason="赴江南片区出差",
    )
    delegate(
        by=by,
        at=at,
        grantor=gm,
        grantee=head,
        subject="sign_contract",
        limit_amount=Decimal(500_000),
        starts_on=date(2026, 1, 1),
        ends_on=date(2027, 1, 1),
        note="授权委托书 砚岭授〔2026〕3号",
    )
    delegate(
        by=by,
        at=at,
        grantor=gm,
        grantee=ids.staff["孙立"],
        subject="price_concession",
        limit_rate=Decimal("0.03"),
        starts_on=date(2026, 3, 1),
        ends_on=date(2026, 9, 1),
        note="授权委托书 砚岭授〔2026〕7号，已到期",
    )


def _calendar(by: Actor, at: datetime) -> None:
    set_office_hours(
        by=by,
        at=at,
        starts_on=date(2025, 1, 1),
        morning_from=time(8, 30),
        morning_until=time(12),
        afternoon_from=time(13, 30),
        afternoon_until=time(17, 30),
    )
    set_day(by=by, at=at, day=date(2026, 3, 2), is_working=False, name="公司成立五周年")
    set_day(by=by, at=at, day=date(2026, 12, 31), is_working=False, name="年终盘点")
