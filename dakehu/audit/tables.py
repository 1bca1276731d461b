"""The list of entries."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dakehu.audit.queries import done_by, line_of, who
from dakehu.kit.form_pages import DayField
from dakehu.kit.listing import Column, Empty, Filter, Listing, text_filter
from dakehu.kit.wording import wordings


def _since(rows: "QuerySet[Any]", day: date) -> "QuerySet[Any]":
    return rows.filter(at__gte=_midnight(day))


def _until(rows: "QuerySet[Any]", day: date) -> "QuerySet[Any]":
    return rows.filter(at__lt=_midnight(date.fromordinal(day.toordinal() + 1)))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _day_field() -> forms.Field:
    return DayField(required=False)


def _with_action(rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
    """Entries whose wording contains the text typed: codes are no words for a reader."""
    codes = [one.code for one in wordings if text in str(one.template) or text == one.code]
    return rows.filter(action__in=codes)


ENTRIES = Listing(
    "audit.entries",
    _("操作记录"),
    columns=(
        Column("number", _("序号"), lambda entry: f"{entry.number}", sort="number", align="end"),
        Column("what", _("做了什么"), lambda entry: line_of(entry).sentence),
        Column("who", _("谁"), who),
        Column(
            "at",
            _("时间"),
            lambda entry: f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}",
            sort="at",
        ),
        Column("request", _("请求编号"), lambda entry: entry.request_id, is_default=False),
        Column("hash", _("校验值"), lambda entry: entry.hash[:12], is_default=False),
    ),
    url_of=lambda entry: reverse("audit_entry", args=[entry.number]),
    title_of=lambda entry: line_of(entry).sentence,
    order="-number",
    filters=(
        text_filter("who", _("谁"), done_by),
        text_filter("what", _("做了什么"), _with_action),
        Filter("since", _("从"), _day_field, _since),
        Filter("until", _("到"), _day_field, _until),
    ),
    empty=Empty(_("这里按时间记录谁做了什么，只增不改。还没有任何记录。")),
)
