"""Publishing versions of policies. What is in force is never changed and never taken back."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import orjson
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.refs import RecordRef
from dakehu.kit.remembering import forget
from dakehu.kit.work import work
from dakehu.policy.building import BookError, policy_of
from dakehu.policy.lint.examination import examine
from dakehu.policy.loading.files import checked_content, read_raw
from dakehu.rulebook.access import PUBLISH
from dakehu.rulebook.models import PolicyVersion
from dakehu.rulebook.queries.published import (
    STAMP,
    newest_published,
    raw_versions,
)


class UnableToPublishVersion(UnableTo):
    """The version cannot be published; the message says what to mend."""


class UnableToWithdrawVersion(UnableTo):
    """The version cannot be taken back; the message says why."""


LOCK: Final = 7_346_002
"""The advisory lock of publishing on PostgreSQL."""


def publish_version(*, by: Actor, at: datetime, content: Mapping[str, Any]) -> PolicyVersion:
    """Publish one version of a policy; UnableToPublishVersion with the place that is at fault.

    A policy's versions follow one another: each begins after the last published one. A version that
    began earlier, or between two others, would change what was in force on days that are over or
    already announced, and figures computed for those days could not be told any more. The first
    version may lie in the past: it is how the company has worked so far.
    """
    if not by.may(PUBLISH):
        raise UnableToPublishVersion(
            _("您的岗位不能发布制度。请联系系统管理员。"), code="forbidden"
        )
    with work(by=by, at=at) as unit:
        _one_at_a_time()
        raw = _checked(content)
        _refuse_out_of_turn(raw)
        _refuse_faults(raw)
        row = _stored(raw, by, at)
        ref = RecordRef("policy_version", row.pk)
        unit.note(
            "rulebook.version_published",
            ref,
            code=row.code,
            title=row.title,
            version=row.version,
            effective_from=raw["effective_from"],
            digest=row.digest,
        )
    forget(STAMP)
    return row


def withdraw_version(
    *, by: Actor, at: datetime, on: date, version: int, reason: str
) -> PolicyVersion:
    """Take back a version that is not yet in force on `on`, the last one of its policy first."""
    if not by.may(PUBLISH):
        raise PermissionDenied
    if not reason.strip():
        raise UnableToWithdrawVersion(_("请写明撤回的理由。"), field="reason")
    with work(by=by, at=at) as unit:
        _one_at_a_time()
        row = PolicyVersion.objects.get(pk=version)
        _refuse_to_withdraw(row, on)
        row.withdrawn_at, row.withdrawn_reason = at, reason.strip()
        row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        unit.note(
            "rulebook.version_withdrawn",
            RecordRef("policy_version", row.pk),
            code=row.code,
            title=row.title,
            version=row.version,
            effective_from=row.effective_from.isoformat(),
            digest=row.digest,
            reason=row.withdrawn_reason,
        )
    forget(STAMP)
    return row


def publish_shipped(
    *, by: Actor, at: datetime, folder: Path | None = None, approved_by: str = ""
) -> tuple[PolicyVersion, ...]:
    """Publish the policies that come with the program, as far as they are not published yet.

    A policy of which the company has published this or a later version of its own is left alone:
    publishing twice changes nothing. `approved_by` says who stands behind them here; without it
    they claim what the files do.
    """
    own = {"approved_by": approved_by} if approved_by else {}
    try:
        files = sorted(_well_formed(folder), key=lambda raw: (raw["code"], raw["effective_from"]))
    except BookError as error:
        raise UnableToPublishVersion(str(error), field="content") from error
    with work(by=by, at=at):
        return tuple(
            publish_version(by=by, at=at, content={**raw, **own})
            for raw in files
            if not _is_superseded(raw["code"], raw["effective_from"])
        )


def _one_at_a_time() -> None:
    """Whoever publishes next waits for the end of this unit of work, and sees what it stored.

    One lock for all policies: the examination reads them together. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _refuse_to_withdraw(row: PolicyVersion, on: date) -> None:
    if row.withdrawn_at is not None:
        raise UnableToWithdrawVersion(_("%s已经撤回。") % row)
    if row.effective_from <= on:
        told = _("%s已经施行，不能撤回。要改，请发布施行日期在后的新版本。")
        raise UnableToWithdrawVersion(told % row)
    last = newest_published(row.code)
    if last is not None and last.pk != row.pk:
        raise UnableToWithdrawVersion(_("请先撤回施行日期在后的%s。") % last)


def _well_formed(folder: Path | None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for _name, raw in read_raw(folder):
        if isinstance(raw, BookError):
            raise raw
        found.append(raw)
    return found


def _is_superseded(code: str, effective_from: str) -> bool:
    last = newest_published(code)
    return last is not None and last.effective_from >= date.fromisoformat(effective_from)


def _checked(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content in its checked form, whose parts fit together."""
    name = f"{content.get('code', '')}/{content.get('version', '')}"
    try:
        raw = checked_content(dict(content), name)
        policy_of(raw, name)
    except BookError as error:
        raise UnableToPublishVersion(str(error), field="content", code="bad_content") from error
    return raw


def _refuse_out_of_turn(raw: Mapping[str, Any]) -> None:
    last = newest_published(raw["code"])
    if last is None or last.effective_from < date.fromisoformat(raw["effective_from"]):
        return
    raise UnableToPublishVersion(
        _(
            "《%(title)s》已发布的最后一个版本自 %(last)s 起施行，新版本的施行日期须晚于这一天。"
            "请改后再发布。"
        )
        % {"title": last.title, "last": last.effective_from.isoformat()},
        field="effective_from",
        code="out_of_turn",
    )


def _refuse_faults(raw: Mapping[str, Any]) -> None:
    """What the examination calls an error must be mended before the policy is used."""
    name = f"{raw['code']}/{raw['version']}"
    for finding in examine([*raw_versions(), (name, raw)]):
        if finding.level == "error":
            raise UnableToPublishVersion(
                _("制度体检有错误，还不能发布：%(message)s。%(mend)s。")
                % {"message": finding.message, "mend": finding.mend},
                field="content",
                code=finding.code,
            )


def _stored(raw: Mapping[str, Any], by: Actor, at: datetime) -> PolicyVersion:
    text = orjson.dumps(raw)
    digest = hashlib.sha256(text).hexdigest()
    try:
        with transaction.atomic():
            return PolicyVersion.objects.create(
                code=raw["code"],
                version=raw["version"],
                title=raw["title"],
                adopted_on=date.fromisoformat(raw["adopted_on"]),
                effective_from=date.fromisoformat(raw["effective_from"]),
                approved_by=raw["approved_by"],
                content=text.decode(),
                digest=digest,
                published_at=at,
                published_by_id=by.user_id,
            )
    except IntegrityError:
        message = _("《%(title)s》已有版本 %(version)s。请换一个版本名称。")
        raise UnableToPublishVersion(
            message % {"title": raw["title"], "version": raw["version"]},
            field="version",
            code="version_taken",
        ) from None
