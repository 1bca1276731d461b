"""The list of all files."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dakehu.documents.queries.attachments import (
    in_state,
    kept_text,
    reader_of_records,
    retention_choices,
    secrecy_choices,
    size_text,
    state_choices,
    state_of,
)
from dakehu.kit.actors import Actor
from dakehu.kit.addresses import address
from dakehu.kit.listing import Cell, Column, Empty, Listing, choice_filter

_HIDDEN = _("按权限不显示")


def file_listing(actor: Actor, on: date) -> Listing:
    """Files by how long they are kept; names only where the actor may see the record's files."""
    record_name = reader_of_records(actor)

    def title(row: Any) -> str:
        return row.title if record_name(row.record) else str(_HIDDEN)

    def state(row: Any) -> Cell:
        found = state_of(row, on)
        return Cell(found.word, badge=found.colour)

    def page_of(row: Any) -> str:
        return address("documents:attachment_detail", row.pk) if record_name(row.record) else ""

    return Listing(
        "documents.attachments",
        _("资料"),
        columns=(
            Column("title", _("名称"), title),
            Column("record", _("所属记录"), lambda row: record_name(row.record) or str(_HIDDEN)),
            Column("retention", _("资料类别"), lambda row: str(row.about_retention.name)),
            Column("kept", _("保存期"), kept_text),
            Column("state", _("状态"), state),
            Column("secrecy", _("密级"), lambda row: str(row.get_secrecy_display())),
            Column("size", _("大小"), lambda row: size_text(row.file.size), align="end"),
            Column("kind", _("文件类型"), lambda row: str(row.file.kind_name), is_default=False),
            Column("who", _("上传人"), lambda row: str(row.uploaded_by or "")),
            Column(
                "when",
                _("上传日期"),
                lambda row: timezone.localdate(row.uploaded_at).isoformat(),
                sort="uploaded_at",
            ),
        ),
        url_of=page_of,
        order="-uploaded_at",
        filters=(
            choice_filter(
                "state", _("状态"), state_choices, lambda rows, word: in_state(rows, word, on)
            ),
            choice_filter(
                "retention",
                _("资料类别"),
                retention_choices,
                lambda rows, code: rows.filter(retention=code),
            ),
            choice_filter(
                "secrecy",
                _("密级"),
                lambda: secrecy_choices(actor),
                lambda rows, code: rows.filter(secrecy=code),
            ),
        ),
        empty=Empty(_("附件集中在这里：保存到哪一天、哪些可以删除。附件在各条记录的页面上上传。")),
        title_of=title,
    )
