"""What the area plugs into the engines below it."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dakehu.documents.access import MANAGE_FILES, MANAGE_TEMPLATES
from dakehu.documents.content.kinds import KINDS
from dakehu.documents.queries.attachments import OPENED, panel_of, those_there, title_of
from dakehu.documents.queries.panels import papers_panel
from dakehu.documents.queries.printing import paper_name
from dakehu.documents.services.batches import JOB, run_batch
from dakehu.documents.services.keeping import clear_deleted, note_leavers
from dakehu.kit.actors import Actor, system
from dakehu.kit.jobs import Handler, handlers
from dakehu.kit.panels import Panel, panels
from dakehu.kit.refs import RecordRef
from dakehu.kit.registry import MenuEntry, RecordKind, menu, record_kinds
from dakehu.kit.schedules import Daily, daily
from dakehu.kit.wording import Word, Wording, chosen, data_words, setting_words, wordings

for _code, _template in (
    ("documents.attachment_attached", _("上传附件 {number}（{kind}，{secrecy}）")),
    (OPENED, _("打开附件 {number}（{kind}，{secrecy}）")),
    ("documents.attachment_booked", _("附件 {number} 归档，保存至 {until}")),
    ("documents.attachment_end_noted", _("附件 {number} 的保存期改为至 {until}")),
    ("documents.attachment_deleted", _("删除附件 {number}：{reason}")),
    ("documents.attachment_deletion_proposed", _("提请删除附件 {number}：{reason}")),
    ("documents.attachment_deletion_dropped", _("附件 {number} 不再删除")),
    ("documents.paper_printed", _("打印{form}（{format}，第 {count} 次，{copies} 份）")),
    ("documents.batch_asked", _("批量打印{form}：{count} 张，已排队")),
    ("documents.batch_printed", _("批量打印{form}：{count} 张，已完成")),
    ("documents.template_set", _("{form}启用本公司的 Word 模板")),
    ("documents.template_dropped", _("{form}恢复默认的 Word 模板")),
):
    wordings.add(Wording(_code, _template))

data_words.add(Word("documents.number", _("附件编号")))
data_words.add(
    Word("documents.kind", _("文件类型"), chosen({one.code: one.name for one in KINDS.values()}))
)
data_words.add(
    Word(
        "documents.secrecy",
        _("密级"),
        chosen({"public": _("公开"), "internal": _("内部"), "secret": _("秘密")}),
    )
)
data_words.add(Word("documents.until", _("保存至"), empty=_("终止之后若干年")))
data_words.add(Word("documents.of", _("所属记录")))
data_words.add(Word("documents.form", _("单据"), paper_name))
data_words.add(Word("documents.format", _("格式"), chosen({"pdf": "PDF", "docx": "Word"})))
data_words.add(Word("documents.copies", _("份数")))
data_words.add(Word("documents.count", _("次数或张数")))
data_words.add(Word("documents.data_hash", _("内容校验值")))
setting_words.add(Word("attachments.file_mb", _("每个附件的上限（MB）")))
setting_words.add(Word("attachments.record_mb", _("每条记录附件的上限（MB）")))
setting_words.add(Word("numbers.width", _("编号的位数")))


record_kinds.add(
    RecordKind(
        "attachment",
        _("附件"),
        those_there,
        title_of,
        lambda number: reverse("documents:attachment_detail", args=[number]),
    )
)
menu.add(
    MenuEntry(
        "documents.attachments",
        _("资料"),
        "documents:attachment_list",
        "files",
        permission=MANAGE_FILES,
    )
)


def _panel(actor: Actor, record: RecordRef, _on: date) -> Mapping[str, Any] | None:
    found = panel_of(actor, record)
    return None if found is None else {"panel": found}


panels.add(Panel("documents.attachments", "documents/panel.html", _panel))
panels.add(Panel("documents.papers", "documents/_papers_panel.html", papers_panel, order=50))
handlers.add(Handler(JOB, run_batch, _("批量打印")))
menu.add(
    MenuEntry(
        *("documents.templates", _("打印模板"), "documents:paper_list", "printer"),
        permission=MANAGE_TEMPLATES,
    )
)


def _every_night(now: datetime) -> None:
    """Periods that began, and contents that nobody needs any more."""
    note_leavers(by=system("daily"), at=now)
    clear_deleted(by=system("daily"), at=now)


daily.add(
    Daily("documents.every_night", _every_night, time(0, 50), _("整理附件的保存期和已删文件"))
)
