"""Switching packs on and off."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.registry import packs
from dakehu.kit.settings_store import write
from dakehu.kit.work import work


class UnableToSwitchPacks(UnableTo):
    """The packs could not be switched as asked."""


def switch_packs(*, by: Actor, at: datetime, on: Sequence[str]) -> list[str]:
    """Switch on exactly the packs named, and those that are always on; returns them in order."""
    unknown = [code for code in on if code not in packs]
    if unknown:
        raise UnableToSwitchPacks(_("没有这项功能：%s") % "、".join(unknown), field="packs")
    wanted = [pack.code for pack in packs if pack.is_fixed or pack.code in on]
    with work(by=by, at=at):
        write("packs", wanted)
    return wanted
