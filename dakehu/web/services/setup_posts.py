"""The second step: who holds the eight posts. Units, positions, people and accounts follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from dakehu.accounts.queries import is_taken
from dakehu.accounts.services import temporary_password
from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.pinyin import pinyin_of_person
from dakehu.kit.work import work
from dakehu.organization.queries.structure import PositionNode, flat, positions_on, units_tree
from dakehu.organization.services.appointments import (
    appoint,
    end_appointment,
    take_back_appointment,
)
from dakehu.organization.services.positions import add_position, change_position
from dakehu.organization.services.staff import add_staff
from dakehu.organization.services.units import add_unit
from dakehu.web.access import FIRST_STEPS
from dakehu.web.data.posts import BY_CODE, CENTER, EVERY_SEAT, KA_DEPARTMENT, POSTS, Post
from dakehu.web.queries.posts import appointments_of, own_position, staff_labels
from dakehu.web.queries.setup import SAVED
from dakehu.web.services.setup import mark_step


class UnableToFillPosts(UnableTo):
    """The posts cannot be filled like that; `field` names the post."""


@dataclass(frozen=True)
class PostChoice:
    """What was chosen for a post: people by name, or the post that takes it over."""

    names: tuple[str, ...] = ()
    by: str = ""


@dataclass(frozen=True)
class NewAccount:
    """A person who can now sign in; the password is known only here and only now."""

    name: str
    post: str
    username: str
    password: str


@dataclass
class _Job:
    """The work in hand."""

    by: Actor
    at: datetime
    on: date
    since: date
    choices: Mapping[str, PostChoice]
    keepers: Mapping[str, str]
    root: int | None = None
    units: dict[str, int] = field(default_factory=dict)
    made: list[NewAccount] = field(default_factory=list)


def fill_posts(
    *,
    by: Actor,
    at: datetime,
    on: date,
    since: date,
    choices: Mapping[str, PostChoice],
) -> list[NewAccount]:
    """Make the posts stand as chosen: people not known yet are added and get accounts.

    Somebody new to a post holds it from `since` on; who no longer holds it, until `on`. Posts
    without a choice stay as they are.
    """
    if not by.may(FIRST_STEPS):
        raise PermissionDenied
    job = _Job(by, at, on, since, choices, _keepers(choices))
    with work(by=by, at=at):
        rows = flat(units_tree(on))
        job.root = rows[0][1].id if rows else None
        job.units = {node.name: node.id for _depth, node in rows}
        for post in POSTS:
            if post.code in job.keepers and job.keepers[post.code] != post.code:
                _give_up(job, post)
        for post in POSTS:
            if choices.get(post.code, PostChoice()).names:
                _fill(job, post)
        if not job.keepers and not any(node.holders for node in positions_on(on)):
            told = _("还没有填写任何人。请至少填一个岗位，或者先跳过这一步。")
            raise UnableToFillPosts(told)
        mark_step("posts", SAVED)
    return job.made


def _keepers(choices: Mapping[str, PostChoice]) -> dict[str, str]:
    """Which post's people act for each chosen post, followed to its end."""
    found: dict[str, str] = {}
    for code, choice in choices.items():
        if choice.names and choice.by:
            told = _("担任人和“一并负责”只能填一个。")
            raise UnableToFillPosts(told, field=code)
        if choice.names:
            found[code] = code
        elif choice.by:
            found[code] = _followed(code, choices)
    return found


def _followed(code: str, choices: Mapping[str, PostChoice]) -> str:
    seen, here = {code}, choices[code].by
    while True:
        choice = choices.get(here, PostChoice())
        if choice.names:
            return here
        if here in seen or not choice.by:
            told = _("请先写明谁担任%s。") % BY_CODE[here].title
            if here in seen and choice.by:
                told = _("几个岗位互相负责，没有人担任。请至少写明一个人。")
            raise UnableToFillPosts(told, field=code)
        seen.add(here)
        here = choice.by


def _give_up(job: _Job, post: Post) -> None:
    """The company has no such post: its own position, if there was one, ends."""
    position = own_position(post, positions_on(job.on))
    if position is None:
        return
    for appointment in appointments_of(position.id, job.on).values():
        _end(job, appointment)
    seats = [seat for seat in position.seats if seat not in EVERY_SEAT]
    _change(job, position, seats, is_active=False, headcount=position.headcount)


def _fill(job: _Job, post: Post) -> None:
    names = job.choices[post.code].names
    position = _position(job, post, headcount=len(names))
    known, held = staff_labels(job.on), appointments_of(position, job.on)
    chosen = {name: _person(known, name, post) for name in names}
    for person, appointment in held.items():
        if person not in chosen.values():
            _end(job, appointment)
    for name, chosen_person in chosen.items():
        if chosen_person not in held:
            person = chosen_person or _add_person(job, name, post)
            appoint(by=job.by, at=job.at, staff=person, position=position, starts_on=job.since)


def _end(job: _Job, appointment: Any) -> None:
    """From today on the post is not held; what has not begun before today never was."""
    if appointment.starts_on >= job.on:
        take_back_appointment(by=job.by, at=job.at, appointment=appointment.pk, on=job.on)
    elif appointment.ends_on is None or appointment.ends_on > job.on:
        end_appointment(by=job.by, at=job.at, appointment=appointment.pk, ends_on=job.on)


def _person(known: Mapping[int, str], name: str, post: Post) -> int | None:
    """Whom a name means; None for somebody new, refused where it might be several."""
    meant = [pk for pk, label in known.items() if label == name]
    namesakes = [label for label in known.values() if label.startswith(f"{name}（")]
    if namesakes:
        told = _("有几位%(name)s，请写明是哪一位：%(labels)s。")
        labels = "、".join(namesakes)
        raise UnableToFillPosts(told % {"name": name, "labels": labels}, field=post.code)
    if not meant and "（" in name:
        raise UnableToFillPosts(_("没有%s这个人，请核对工号。") % name, field=post.code)
    return meant[0] if meant else None


def _position(job: _Job, post: Post, headcount: int) -> int:
    """The post's position with its own seats and those it takes over."""
    positions = positions_on(job.on)
    taken = [one for one in POSTS if job.keepers.get(one.code) == post.code]
    wanted = [seat for one in [post, *taken] for seat in one.seats]
    seats = list(dict.fromkeys(wanted))
    found = own_position(post, positions)
    if found is None:
        made = add_position(
            by=job.by,
            at=job.at,
            title=post.title,
            unit=_unit(job, post),
            seats=seats,
            superior=_superior(job, post, positions),
            headcount=headcount,
        )
        return made.pk
    kept = [seat for seat in found.seats if seat not in EVERY_SEAT or seat in seats]
    seats = list(dict.fromkeys([*seats, *kept]))
    if set(seats) != set(found.seats) or found.headcount < headcount:
        _change(job, found, seats, is_active=True, headcount=max(found.headcount, headcount))
    return found.id


def _change(
    job: _Job, position: PositionNode, seats: Sequence[str], *, is_active: bool, headcount: int
) -> None:
    change_position(
        by=job.by,
        at=job.at,
        position=position.id,
        on=min(job.since, job.on) if is_active else job.on,
        title=position.title,
        unit=position.unit_id,
        seats=seats,
        superior=position.superior_id,
        headcount=headcount,
        is_active=is_active,
    )


def _superior(job: _Job, post: Post, positions: Sequence[PositionNode]) -> int | None:
    """The position above: that of the post above, or of whoever acts for it."""
    code = job.keepers.get(post.superior, post.superior)
    if not code or code == post.code:
        return None
    above = own_position(BY_CODE[code], positions)
    return above.id if above else None


def _unit(job: _Job, post: Post) -> int:
    """The post's unit, made where it is missing; the department stands below the centre, if any."""
    if post.unit not in job.units:
        parent = job.units.get(CENTER) if post.unit == KA_DEPARTMENT else None
        made = add_unit(
            by=job.by,
            at=job.at,
            name=post.unit,
            parent=parent or job.root,
            kind=post.unit_kind,
            on=job.since,
        )
        job.units[post.unit] = made.pk
    return job.units[post.unit]


def _add_person(job: _Job, name: str, post: Post) -> int:
    username, password = _free_username(name), temporary_password()
    person = add_staff(by=job.by, at=job.at, name=name, username=username, password=password)
    job.made.append(NewAccount(name, post.title, username, password))
    return person.pk


def _free_username(name: str) -> str:
    """The name in pinyin, with a number where somebody has it already."""
    plain = "".join(letter for letter in pinyin_of_person(name).full.lower() if letter.isalnum())
    start = plain if len(plain) > 1 else f"user{plain}"
    number, found = 1, start
    while is_taken(username=found):
        number += 1
        found = f"{start}{number}"
    return found
