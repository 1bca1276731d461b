"""The words of the pages that describe the interface."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dakehu.api.answer_forms import FORMS
from dakehu.api.kinds_schema import NUMBER_FORM

CODES: Final[Mapping[str, Promise]] = {
    "not_json": _("不是合法的 JSON"),
    "wrong_type": _("类型不对，如该填文字处给了列表"),
    "unknown_field": _("没有这个字段，多半是拼写有误"),
    "required": _("必填的字段没有填"),
    "not_a_number": _("不是数字，或写法不合要求"),
    "not_a_date": _("不是日期、月份或时间，或并不存在"),
    "out_of_range": _("超出允许的范围"),
    "unknown_value": _("不在允许的几个值之内"),
    "unknown_parameter": _("没有这个参数"),
    "inconsistent": _("各字段之间互相矛盾，或违反制度、法律"),
}
"""Error code → what it means, in the order in which they are looked for."""

PATTERNS: Final[Mapping[str, Promise]] = {
    NUMBER_FORM: _("数字"),
    FORMS["amount"]["pattern"]: _("金额"),
    FORMS["score"]["pattern"]: _("分数"),
    FORMS["rate"]["pattern"]: _("比例"),
    FORMS["points"]["pattern"]: _("整数"),
    FORMS["month"]["pattern"]: _("月份"),
    FORMS["time"]["pattern"]: _("时间"),
}
"""The form of a text → what it spells."""

TYPES: Final[Mapping[str, Promise]] = {
    "string": _("文字"),
    "boolean": _("是否"),
    "integer": _("整数"),
    "array": _("列表"),
    "object": _("对象"),
}
"""JSON type → how people call it."""
