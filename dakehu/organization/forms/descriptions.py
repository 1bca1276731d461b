"""The form of a job description: lists as lines of text, one entry a line."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dakehu.kit.form_pages import DayField
from dakehu.organization.data.words import DIGITS


class JobDescriptionForm(forms.Form):
    """A version of a job description."""

    parts = (
        (_("版本"), ("title", "effective_from", "adopted_on")),
        (
            _("岗位关系"),
            ("superior", "subordinates", "reports_also_to", "works_with"),
        ),
        (_("任务、职责与权限"), ("core_task", "duties", "rights")),
        (_("任职条件与考核参考"), ("requirements", "indicators")),
    )

    title = forms.CharField(label=_("名称"), max_length=120)
    effective_from = DayField(label=_("施行日期"))
    adopted_on = DayField(label=_("通过日期"), required=False)
    superior = forms.CharField(label=_("直接上级"), max_length=60, required=False)
    subordinates = forms.CharField(
        label=_("直接下级"), max_length=200, required=False, help_text=_("用顿号隔开。")
    )
    reports_also_to = forms.CharField(label=_("同时报告"), max_length=120, required=False)
    works_with = forms.CharField(
        label=_("协作对象"), max_length=200, required=False, help_text=_("用顿号隔开。")
    )
    core_task = forms.CharField(label=_("核心工作任务"), max_length=300)
    duties = forms.CharField(
        label=_("职责"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("一行一条，写成“标题：内容”。没有改动的条目保留原来的条款依据。"),
    )
    rights = forms.CharField(
        label=_("权限"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=_("一行一条。"),
    )
    requirements = forms.CharField(
        label=_("任职条件"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    indicators = forms.CharField(
        label=_("考核参考"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )


def content_of(data: dict[str, Any], kept: dict[str, dict[str, str]]) -> dict[str, Any]:
    """What was typed as the content that is stored.

    `kept` gives, by the text of an unchanged entry, the clause behind it and its result.
    """
    return {
        "superior": data["superior"],
        "subordinates": _names(data["subordinates"]),
        "reports_also_to": data["reports_also_to"],
        "works_with": _names(data["works_with"]),
        "core_task": data["core_task"],
        "duties": _entries(data["duties"], kept, titled=True),
        "rights": _entries(data["rights"], kept, titled=False),
        "requirements": _lines(data["requirements"]),
        "indicators": _lines(data["indicators"]),
    }


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.replace("，", "、").split("、") if name.strip()]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _entries(text: str, kept: dict[str, dict[str, str]], *, titled: bool) -> list[dict[str, str]]:
    found = []
    for number, line in enumerate(_lines(text), start=1):
        title, colon, rest = line.partition("：")
        is_titled = titled and bool(colon)
        words = rest.strip() if is_titled else line
        found.append(
            {
                **kept.get(words, {}),
                "item": _numeral(number),
                "title": title.strip() if is_titled else "",
                "text": words,
            }
        )
    return found


def _numeral(number: int) -> str:
    """1 to 99 as 一 to 九十九."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{DIGITS[tens - 1]}十")
    return head + (DIGITS[ones - 1] if ones else "")
