"""From a list to the sheets that fill it: 上传你们现在的表, 下载模板."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dakehu.kit.actors import Actor
from dakehu.kit.listing import ListingPage
from dakehu.kit.sheets import sheets

Text = str | Promise


@dataclass(frozen=True)
class Links:
    """Where a person uploads a sheet and gets its template; empty for who may not."""

    upload: str = ""
    template: str = ""

    @property
    def for_empty(self) -> tuple[tuple[Text, str], ...]:
        """What an empty list offers."""
        if not self.upload:
            return ()
        return ((_("上传你们现在的表"), self.upload), (_("下载模板"), self.template))

    @property
    def for_head(self) -> list[dict[str, Any]]:
        """What the head of a list offers."""
        return [{"url": self.upload, "label": _("导入"), "icon": "upload"}] if self.upload else []


def links_of(code: str, actor: Actor) -> Links:
    """The links to a sheet for somebody; none while the pages of import are not there."""
    kind = sheets[code]
    if kind.import_permission is None or not actor.may(kind.import_permission):
        return Links()
    try:
        return Links(
            reverse("exchange:upload", args=[code]), reverse("exchange:template", args=[code])
        )
    except NoReverseMatch:
        return Links()


def with_links(shown: ListingPage, links: Links) -> ListingPage:
    """The list with 导入 in its head; an empty one offers it in its middle instead."""
    if shown.rows or shown.is_filtered:
        shown.more["actions"] = [*shown.more.get("actions", []), *links.for_head]
    return shown
