"""The description of the whole interface: ninja's document, the kinds, and what may go wrong."""

from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.api.kinds_paths import kinds_paths
from dakehu.kit.api import Api
from dakehu.rules.asking import RANKS

Schema = dict[str, Any]

PREFIX: Final = "/api/v1/"
_CALC: Final = f"{PREFIX}calc/{{kind}}"
_REF: Final = "#/components/schemas/"


def schema_document(interface: Api) -> Schema:
    """The OpenAPI document, the same on every machine and every day."""
    made: Schema = {**interface.get_openapi_schema(path_prefix=PREFIX)}
    for operations in made["paths"].values():
        for operation in operations.values():
            _complete(operation)
    template = made["paths"].pop(_CALC)["post"]
    template["responses"].pop("404")  # of the kinds that are listed none is missing
    template["responses"]["413"] = _problem(_("请求内容超过 1 MB"))
    template["responses"] = dict(sorted(template["responses"].items()))
    paths, schemas = kinds_paths(template)
    made["paths"] = {**paths, **made["paths"]}
    made["components"]["schemas"] = {**_common(), **schemas, **made["components"]["schemas"]}
    return made


def _complete(operation: Schema) -> None:
    """Whatever may be answered besides the result, and our words for the result."""
    responses = {str(status): told for status, told in operation["responses"].items()}
    if "200" in responses:
        responses["200"]["description"] = _("成功")
    if operation.get("security"):
        responses["401"] = _problem(_("未登录，令牌不存在、已过期或已吊销"))
        responses["403"] = _problem(_("令牌没有所需的权限，或会话缺少 CSRF 校验码"))
    if any(each["in"] == "path" for each in operation.get("parameters", ())):
        responses["404"] = _problem(_("没有找到"))
    responses["405"] = _problem(_("请求方法不适用"))
    responses["429"] = _problem(_("请求过于频繁，Retry-After 是几秒后再试"))
    if operation.get("parameters"):
        responses["422"] = _problem(_("输入有误，errors 中第一项说明哪个字段、为什么"))
    operation["responses"] = dict(sorted(responses.items()))


def _problem(words: str) -> Schema:
    content = {"application/problem+json": {"schema": {"$ref": f"{_REF}Problem"}}}
    return {"description": words, "content": content}


def _common() -> dict[str, Schema]:
    """The parts that all kinds share."""
    text = {"type": "string"}
    return {
        "Error": _object(
            {
                "field": {**text, "description": _("字段的路径，不带序号；整体有误时为空")},
                "code": {**text, "enum": sorted(RANKS), "description": _("错误代码")},
                "message": {**text, "description": _("中文说明")},
                "row": {"type": "integer", "description": _("列表中的第几项，从 0 起")},
            },
            "field code message",
        ),
        "Failed": _object({"error": {"$ref": f"{_REF}Error"}}, "error"),
        "Problem": _object(
            {
                "type": text,
                "title": {**text, "description": _("出了什么事")},
                "status": {"type": "integer", "description": _("状态码")},
                "detail": {**text, "description": _("详细说明")},
                "request_id": {**text, "description": _("请求编号，报给系统管理员")},
                "errors": {"type": "array", "items": {"$ref": f"{_REF}Error"}},
            },
            "type title status request_id",
        ),
        "Source": {
            "type": ["object", "null"],
            "description": _("出处：制度条款、法律界限或国家标准"),
            "properties": {
                **{name: text for name in ("policy", "version", "article", "guard", "law", "norm")},
                "covers": {"type": "array", "items": text},
            },
            "additionalProperties": False,
        },
        "Notice": _object(
            {
                "code": {**text, "description": _("提示代码")},
                "message": {**text, "description": _("中文说明")},
                "data": {"type": "object", "description": _("有关的数字")},
                "source": {"$ref": f"{_REF}Source"},
            },
            "code message data source",
        ),
        "Explanation": {
            **_explanation(text),
            "description": _("结果怎样算来：每步一个节点，主要结果在前"),
        },
    }


def _explanation(text: Schema) -> Schema:
    node = _object(
        {
            **{name: text for name in ("id", "label", "value", "how")},
            "source": {"$ref": f"{_REF}Source"},
            "inputs": {"type": "array", "items": text},
        },
        "id label value how source inputs",
    )
    clause = _object({"title": text, "text": text}, "title text")
    nodes = {"type": "array", "items": node}
    clauses = {"type": "object", "additionalProperties": clause}
    return _object({"nodes": nodes, "clauses": clauses}, "nodes clauses")


def _object(properties: dict[str, Schema], required: str) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }
