"""Who may see secret files, and who looks after all of them."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from dakehu.documents.models import Attachment
from dakehu.kit.actors import Actor
from dakehu.kit.permissions import Permission, Scope, permissions
from dakehu.kit.refs import RecordRef
from dakehu.kit.registry import RecordKind, record_kinds

_DECIDE = {
    "gm": Scope.ALL,
    "deputy_gm_admin": Scope.ALL,
    "decision_level": Scope.ALL,
    "cfo": Scope.ALL,
    "hr_admin": Scope.ALL,
    "ka_head": Scope.ALL,
}

SEE_SECRET = permissions.add(Permission("documents.see_secret", _("查看秘密附件"), _DECIDE))
MANAGE_FILES = permissions.add(
    Permission(
        "documents.manage_files",
        _("管理附件的保存期"),
        {"hr_admin": Scope.ALL, "deputy_gm_admin": Scope.ALL, "admin": Scope.ALL},
    )
)
MANAGE_TEMPLATES = permissions.add(
    Permission("documents.manage_templates", _("管理打印模板"), {"admin": Scope.ALL})
)


def may_see(by: Actor, record: RecordRef) -> bool:
    """Whether the actor may read the files of a record that exists."""
    kind = _kind(record)
    return bool(kind and kind.may_see and kind.may_see(by, record.id))


def may_attach(by: Actor, record: RecordRef) -> bool:
    """Whether the actor may add files to a record that exists."""
    kind = _kind(record)
    return bool(kind and kind.may_attach and kind.may_attach(by, record.id))


def is_there(record: RecordRef) -> bool:
    """Whether the record exists; one of a kind without files does not, as far as files go."""
    kind = _kind(record)
    return bool(kind and kind.may_see and record.id in kind.exists([record.id]))


def sees_class(by: Actor, secrecy: str) -> bool:
    """Whether the secrecy class lets the actor see a file of a record they may see."""
    return secrecy != Attachment.Secrecy.SECRET or by.may(SEE_SECRET)


def may_change(by: Actor, attachment: Attachment) -> bool:
    """Whether the actor may book or delete a file: their own, or any for those who manage them."""
    is_own = by.user_id is not None and by.user_id == attachment.uploaded_by_id
    if not (is_own or by.may(MANAGE_FILES)) or not sees_class(by, attachment.secrecy):
        return False
    return may_attach(by, attachment.record)


def require_change(by: Actor, attachment: Attachment) -> None:
    """PermissionDenied unless `by` may book or delete the file."""
    if not may_change(by, attachment):
        raise PermissionDenied


def _kind(record: RecordRef) -> RecordKind | None:
    return record_kinds.get(record.kind)
