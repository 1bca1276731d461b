"""The forms of the other answers, as ninja describes them."""

from datetime import date
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Field, Path, Query, Schema
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from dakehu.policy.periods import NotADate, parse_day


def _day(text: Any) -> date:
    """Of pydantic's many forms of a date only ours."""
    try:
        return parse_day(str(text))
    except NotADate:
        raise PydanticCustomError("date_form", "not a day") from None


OnDay = Annotated[
    Annotated[date, BeforeValidator(_day)] | None, Query(description=_("哪一天，默认为今天"))
]
Code = Annotated[str, Path(description=_("制度代码，如 SA"))]


class PolicyLine(Schema):
    code: str = Field(description=_("制度代码"))
    title: str = Field(description=_("名称"))
    version: str = Field(description=_("版本"))
    adopted_on: str = Field(description=_("通过日期"))
    effective_from: str = Field(description=_("施行日期"))
    approved_by: str = Field(description=_("批准人"))
    summary: str = Field(description=_("要点"))


class ClauseItem(Schema):
    item: str = Field(description=_("项号"))
    text: str = Field(description=_("文字"))


class ClauseDocument(Schema):
    chapter: str = Field(description=_("章"))
    article: str = Field(description=_("条"))
    title: str = Field(description=_("条名"))
    text: str = Field(description=_("文字，参数已填入"))
    items: list[ClauseItem] = Field(description=_("各项"))
    covers: list[str] = Field(description=_("依据的规则编号"))
    is_proposal: bool = Field(description=_("是否只是建议，尚未采用"))


class PolicyDocument(PolicyLine):
    clauses: list[ClauseDocument] = Field(description=_("条款"))


class PolicyList(Schema):
    on: str = Field(description=_("日期"))
    items: list[PolicyLine] = Field(description=_("当日施行的制度"))


class ParameterLine(Schema):
    key: str = Field(description=_("参数代码"))
    name: str = Field(description=_("名称"))
    unit: str = Field(description=_("单位"))
    value: Any = Field(description=_("值，写法与 params 中相同"))
    shown: str = Field(description=_("值的中文写法"))
    policy: str = Field(description=_("制度代码"))
    version: str = Field(description=_("制度版本"))
    article: str = Field(description=_("条"))
    effective_from: str = Field(description=_("施行日期"))


class ParameterList(Schema):
    on: str = Field(description=_("日期"))
    items: list[ParameterLine] = Field(description=_("当日有效的参数"))


class Me(Schema):
    username: str = Field(description=_("用户名"))
    name: str = Field(description=_("姓名"))
    roles: list[str] = Field(description=_("岗位角色"))
    scopes: list[str] | None = Field(description=_("令牌的权限，登录会话为 null"))
    today: str = Field(description=_("业务日期"))
