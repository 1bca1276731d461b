"""Our own words, until the company replaces them, and the numerals of numbered duties."""

from collections.abc import Mapping
from typing import Final

ADMIN: Final = "系统管理员"
"""The one role that is no seat of an approval chain."""

NOUNS: Final[Mapping[str, str]] = {
    "noun.key_account": "大客户",
    "noun.ka_department": "大客户部",
    "noun.clerk": "内勤",
    "noun.rebate": "返点",
    "noun.special_approval": "特批",
    "noun.commission": "提成",
    "noun.opportunity": "商机",
    "noun.quote": "报价单",
    "noun.visit": "拜访",
    "noun.outreach": "外拓",
    "noun.resolution": "决议",
    "noun.handover": "客户交接",
}
GRADES: Final[Mapping[str, str]] = {"grade.a": "A类", "grade.b": "B类", "grade.c": "C类"}

DIGITS: Final = "一二三四五六七八九十"
