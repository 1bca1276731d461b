"""Saved views of lists: kept by each person for themselves, so no audit note is due."""

from datetime import datetime
from urllib.parse import unquote_plus

from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.characters import has_controls
from dakehu.kit.errors import UnableTo
from dakehu.kit.keeping import kept, set_stamp
from dakehu.kit.models import SavedView
from dakehu.kit.work import work

MOST_VIEWS = 12
VIEWS = "kit.views"


class UnableToSaveView(UnableTo):
    """A view of a list could not be kept."""


def views_of(user: int, listing: str) -> tuple[tuple[int, str, str], ...]:
    """The views that somebody keeps of a list: number, name, conditions. Every list asks."""
    own = SavedView.objects.filter(user_id=user, listing=listing)
    return kept(VIEWS, (user, listing), lambda: tuple(own.values_list("pk", "name", "query")))


def _owner(by: Actor) -> int:
    if by.user_id is None:
        raise UnableToSaveView(_("请先登录。"))
    return by.user_id


def save_view(*, by: Actor, at: datetime, listing: str, name: str, query: str) -> SavedView:
    """Keep a list's filters, order and columns under a name; the same name is overwritten."""
    name = name.strip()
    if not 1 <= len(name) <= 20:
        raise UnableToSaveView(_("名称请写 1 到 20 个字。"), field="name")
    if has_controls(name):
        raise UnableToSaveView(_("名称中有换行等控制字符，请删去。"), field="name")
    if has_controls(unquote_plus(query)):
        raise UnableToSaveView(_("筛选条件中有控制字符，不能保存。"), field="query")
    if len(query) > 2000:
        raise UnableToSaveView(_("筛选条件过长，不能保存。请减少条件。"), field="query")
    with work(by=by, at=at):
        own = SavedView.objects.filter(user_id=_owner(by), listing=listing)
        if own.exclude(name=name).count() >= MOST_VIEWS:
            raise UnableToSaveView(
                _("每个列表最多保存 %d 个视图。请先删除一个。") % MOST_VIEWS, field="name"
            )
        view, _made = SavedView.objects.update_or_create(
            user_id=_owner(by),
            listing=listing,
            name=name,
            defaults={"query": query, "made_at": at},
        )
        set_stamp(VIEWS)
    return view


def delete_view(*, by: Actor, at: datetime, view: int) -> None:
    """Delete one of the person's own views; others' are as if they were not there."""
    with work(by=by, at=at):
        SavedView.objects.filter(user_id=_owner(by), pk=view).delete()
        set_stamp(VIEWS)
