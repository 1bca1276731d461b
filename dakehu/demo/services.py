"""The first start, and what one may do with the demo: restore it, move its day, try its steps."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from dakehu.accounts.queries import user_by_name
from dakehu.accounts.services import temporary_password
from dakehu.demo import cast, founding, once_told
from dakehu.demo.emptying import empty_tables
from dakehu.demo.models import StripState
from dakehu.demo.strips import strip_of
from dakehu.kit.actors import Actor, system
from dakehu.kit.clock import today
from dakehu.kit.errors import UnableTo
from dakehu.kit.keeping import set_stamp
from dakehu.kit.refs import RecordRef
from dakehu.kit.registry import packs
from dakehu.kit.saved_views import VIEWS
from dakehu.kit.settings_store import forget, is_demo, read, write
from dakehu.kit.work import work
from dakehu.organization.services.appointments import appoint
from dakehu.organization.services.positions import add_position
from dakehu.organization.services.staff import add_staff
from dakehu.organization.services.units import add_unit
from dakehu.rulebook.services.versions import publish_shipped

STARTER: Final = system("starter")
ADMINISTRATOR: Final = "admin"


class UnableToResetDemo(UnableTo):
    """Only the demo can be restored."""


class UnableToMoveScene(UnableTo):
    """Only the demo has scenes, and only those."""


class UnableToEnterDemo(UnableTo):
    """Nobody of the demo has that role."""


class UnableToTakeStep(UnableTo):
    """The person's strip has no such step."""


def install(*, at: datetime, with_demo: bool) -> None:
    """Fill a database that holds nothing yet; a second call changes nothing.

    All of it or nothing: an interrupted first start begins anew.
    """
    forget()
    if read("mode") is not None:
        return
    with work(by=STARTER, at=at) as unit:
        if with_demo:
            publish_shipped(by=STARTER, at=at)
            _found_demo(at)
        else:
            publish_shipped(by=STARTER, at=at, approved_by=_("随系统提供，待公司"))
            _found_nothing(at)
        set_stamp(VIEWS)
        unit.note("demo.installed", None, mode=read("mode"))


def reset(*, by: Actor, at: datetime) -> None:
    """Make the demo as it was on the first day; the trail begins anew with a note of this.

    Everybody is signed out: their sessions belong to accounts that are made anew.
    """
    if not is_demo():
        raise UnableToResetDemo(_("这里不是演示公司，不能重置。数据没有改动。"))
    with work(by=by, at=at) as unit:
        empty_tables()
        forget()
        unit.note("demo.reset")
        publish_shipped(by=STARTER, at=at)
        _found_demo(at)
        set_stamp(VIEWS)


def move_scene(*, by: Actor, at: datetime, scene: str) -> cast.Scene:
    """Let the demo live on the day of one of its scenes."""
    if not is_demo():
        raise UnableToMoveScene(_("这里不是演示公司，不能换日子。"))
    chosen = next((one for one in cast.SCENES if one.code == scene), None)
    if chosen is None:
        raise UnableToMoveScene(_("没有这个日子，请从演示条中选择。"))
    with work(by=by, at=at) as unit:
        write("business_day", chosen.day.isoformat())
        unit.note("demo.scene_moved", None, scene=chosen.name, day=chosen.day.isoformat())
    return chosen


def enter(*, at: datetime, role: str) -> str:
    """Note that somebody steps into a role of the demo; the user name to open a session for."""
    chosen = next((one for one in cast.ROLES if one.role == role), None)
    user = user_by_name(chosen.username) if chosen else None
    if chosen is None or user is None or not user.is_active:
        raise UnableToEnterDemo(_("演示公司里没有这个角色。请重置演示后再试。"))
    with work(by=Actor(user.pk, user.name), at=at) as unit:
        unit.note("demo.entered", RecordRef("user", user.pk), name=user.name, role=chosen.name)
    return chosen.username


def take_step(*, by: Actor, at: datetime, step: str) -> str:
    """Remember that the person followed a step of their strip; the route it leads to."""
    strip = strip_of(by)
    wanted = next((one for one in strip.steps if one.code == step), None) if strip else None
    if wanted is None or by.user_id is None:
        raise UnableToTakeStep(_("没有这一步。"))
    with work(by=by, at=at):
        state, _made = StripState.objects.select_for_update().get_or_create(user_id=by.user_id)
        if wanted.is_done_by_looking and step not in state.done:
            state.done = [*state.done, step]
            state.save(update_fields=["done"])
    return wanted.url


def dismiss_strip(*, by: Actor, at: datetime) -> None:
    """Close the strip for good; until the demo is restored."""
    if by.user_id is None:
        raise UnableToTakeStep(_("没有这一步。"))
    with work(by=by, at=at):
        StripState.objects.update_or_create(user_id=by.user_id, defaults={"is_dismissed": True})


def _found_demo(at: datetime) -> None:
    founding.found(by=STARTER, at=at)
    write("mode", "demo")
    write("business_day", cast.START.isoformat())
    write("packs", [pack.code for pack in packs])


def _found_nothing(at: datetime) -> None:
    """An administrator and the least that an administrator needs: a unit and a position."""
    home = add_unit(by=STARTER, at=at, name=_("本公司"), kind="company")
    post = add_position(by=STARTER, at=at, title=_("系统管理员"), unit=home.pk, seats=["admin"])
    password = temporary_password()
    person = add_staff(
        by=STARTER, at=at, name=_("系统管理员"), username=ADMINISTRATOR, password=password
    )
    appoint(by=STARTER, at=at, staff=person.pk, position=post.pk, starts_on=today())
    once_told.remember(password)
    write("mode", "empty")
    write("packs", [pack.code for pack in packs if pack.is_fixed])
