"""The company's own words for roles, grades and a dozen nouns."""

from datetime import datetime

from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.settings_store import write
from dakehu.kit.work import work
from dakehu.organization.access import MANAGE_LABELS, require
from dakehu.organization.queries.labels import DEFAULTS, LONGEST, key_of, label


class UnableToRenameLabel(UnableTo):
    """A word cannot be replaced by that one."""


def rename_label(*, by: Actor, at: datetime, code: str, text: str) -> str:
    """Say `text` for `code` from now on; an empty text brings our own word back."""
    require(by, MANAGE_LABELS)
    if code not in DEFAULTS:
        raise UnableToRenameLabel(_("没有这个名词。"))
    wanted = text.strip() or DEFAULTS[code]
    if len(wanted) > LONGEST:
        raise UnableToRenameLabel(_("最多 %d 个字。") % LONGEST, field="text")
    with work(by=by, at=at) as job:
        before = label(code)
        if before != wanted:
            write(key_of(code), wanted, note=False)
            job.note("organization.label_renamed", None, before=before, text=wanted)
    return wanted
