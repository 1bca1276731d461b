"""How the REST interface tells a refusal: problem documents in Chinese, with the request's number.

They are written by the interface's own JSON writer, so that whatever text came in goes out again.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import HttpError, ValidationError

from dakehu.kit.errors import UnableTo
from dakehu.kit.once import KeyConflict
from dakehu.rules.json_form import write_json

PROBLEM = "application/problem+json"
JSON = "application/json"


def answered(data: Any, status: int = HTTPStatus.OK) -> HttpResponse:
    """`data` as a JSON answer."""
    return HttpResponse(write_json(data), status=status, content_type=JSON)


def problem(
    request: HttpRequest, status: int, title: str, detail: str = "", **more: Any
) -> HttpResponse:
    """A problem document (RFC 9457) with the number to quote to the administrator."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": int(status)}
    if detail:
        body["detail"] = detail
    number = getattr(request, "request_id", "")
    content = write_json({**body, "request_id": number, **more})
    return HttpResponse(content, status=status, content_type=PROBLEM)


def invalid(request: HttpRequest, *errors: dict[str, Any]) -> HttpResponse:
    """422 with the errors, the first of which is told in words."""
    message = str(errors[0]["message"])
    title = _("输入有误")
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, title, message, errors=list(errors))


def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A refusal that ninja or an operation raised, in our words."""
    status = error.status_code
    words = _WORDS.get(status)
    title, detail = words() if words else (_("没有完成"), "")
    own = str(error) if getattr(error, "is_ours", False) else detail
    answer = problem(request, status, title, own)
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = 'Bearer realm="dakehu"'
    return answer


class Refusal(HttpError):
    """A refusal whose message is a Chinese sentence for the reader."""

    is_ours = True


_WORDS: dict[int, Callable[[], tuple[str, str]]] = {
    HTTPStatus.BAD_REQUEST: lambda: (_("请求有误"), _("请求的形式不对，请对照接口说明。")),
    HTTPStatus.UNAUTHORIZED: lambda: (
        _("需要登录"),
        _("请先登录，或在 Authorization 请求头中给出有效的令牌（Bearer 令牌）。"),
    ),
    HTTPStatus.FORBIDDEN: lambda: (_("没有权限"), _("当前账号或令牌不能使用这个接口。")),
    HTTPStatus.TOO_MANY_REQUESTS: lambda: (_("请求过多"), _("请稍后再试。")),
}


def not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    """404; a message of our own is told, Django's is not."""
    own = error.args[0] if error.args and isinstance(error.args[0], str) else ""
    return problem(request, HTTPStatus.NOT_FOUND, _("没有找到"), own)


def unable(request: HttpRequest, error: UnableTo) -> HttpResponse:
    """What a service could not do; a key used for something else is a conflict."""
    told = {"field": error.field, "code": error.code, "message": str(error)}
    if isinstance(error, KeyConflict):
        return problem(request, HTTPStatus.CONFLICT, _("没有执行"), str(error), errors=[told])
    return invalid(request, told)


def not_allowed(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """405 with the methods that there are."""
    methods = ", ".join(sorted(answer["Allow"].split(", ")))
    detail = _("这个地址只接受 {methods} 请求。").format(methods=methods)
    told = problem(request, HTTPStatus.METHOD_NOT_ALLOWED, _("请求方法不适用"), detail)
    told["Allow"] = methods
    return told


def too_large(request: HttpRequest, limit: int) -> HttpResponse:
    """413 with the limit in bytes."""
    size = f"{limit // 1024} KB" if limit < 1 << 20 else f"{limit >> 20} MB"
    detail = _("请求内容超过 {size}，请分几次提交。").format(size=size)
    return problem(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("请求内容过大"), detail)


def misfits(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Parameters or bodies that pydantic refused; its own words are English."""
    return invalid(request, *(_misfit(one) for one in error.errors))


def _misfit(error: dict[str, Any]) -> dict[str, Any]:
    kind = str(error["type"])
    path = ".".join(str(part) for part in error["loc"][1:])
    if kind == "missing":
        return {"field": path, "code": "required", "message": _("必须填写")}
    if kind.startswith("date"):
        message = _("须为 YYYY-MM-DD 形式且真实存在")
        return {"field": path, "code": "not_a_date", "message": message}
    if kind == "extra_forbidden":
        return {"field": path, "code": "unknown_field", "message": _("没有这个字段，请检查拼写")}
    return {"field": path, "code": "wrong_type", "message": _("内容不合要求，请对照接口说明")}
