"""The lists of imports and exports."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dakehu.exchange.queries.cards import sheet_options
from dakehu.exchange.queries.imports import COLOURS, sheet_name, states, who
from dakehu.kit.actors import Actor
from dakehu.kit.addresses import address
from dakehu.kit.listing import Cell, Column, Empty, Listing, choice_filter, text_filter


def _moment(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def import_listing(actor: Actor) -> Listing:
    """The imports that a person sees, the newest first."""
    return Listing(
        "exchange.imports",
        _("导入记录"),
        columns=(
            Column("sheet", _("表"), lambda one: str(sheet_name(one.sheet)), sort="sheet"),
            Column("file", _("文件"), lambda one: one.file_name),
            Column("at", _("上传时间"), lambda one: _moment(one.uploaded_at), sort="uploaded_at"),
            Column("who", _("上传人"), who),
            Column(
                "rows",
                _("行数"),
                lambda one: f"{one.row_count:,}",
                sort="row_count",
                align="end",
                is_figure=True,
            ),
            Column(
                "done",
                _("已导入"),
                lambda one: f"{one.done_count:,}",
                align="end",
                is_figure=True,
            ),
            Column(
                "state",
                _("状态"),
                lambda one: Cell(str(one.get_state_display()), badge=COLOURS[one.state]),
            ),
        ),
        url_of=lambda one: address("exchange:import_detail", one.pk),
        title_of=lambda one: str(one.file_name),
        order="-pk",
        filters=(
            choice_filter(
                "sheet",
                _("表"),
                lambda: sheet_options(actor),
                lambda rows, code: rows.filter(sheet=code),
            ),
            choice_filter("state", _("状态"), states, lambda rows, state: rows.filter(state=state)),
            text_filter(
                "file", _("文件名"), lambda rows, text: rows.filter(file_name__contains=text)
            ),
        ),
        empty=Empty(
            _("这里列出导入过的文件，可以查看结果，24 小时内可以撤销。还没有导入过文件。"),
            actions=((_("去导入"), reverse("exchange:home")),),
        ),
    )


EXPORTS = Listing(
    "exchange.exports",
    _("我的导出"),
    columns=(
        Column("name", _("内容"), lambda one: one.name),
        Column("at", _("时间"), lambda one: _moment(one.made_at), sort="made_at"),
        Column(
            "rows",
            _("行数"),
            lambda one: f"{one.row_count:,}",
            sort="row_count",
            align="end",
            is_figure=True,
        ),
        Column("purpose", _("用途"), lambda one: one.purpose or None),
        Column("file", _("文件"), lambda one: _link(one)),
    ),
    url_of=lambda one: "",
    title_of=lambda one: str(one.name),
    order="-pk",
    empty=Empty(_("这里列出自己导出过的内容。含联系方式的文件保留 24 小时，其余的不保留。")),
)


def _link(one: Any) -> Any:
    if not one.is_kept:
        return None
    told = _("下载（%s 前有效）") % _moment(one.expires_at)
    return Cell(told, url=address("exchange:export_download", one.pk))
