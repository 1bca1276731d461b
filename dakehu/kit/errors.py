"""Errors that are told to the user, and the pages and documents that tell them."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


class UnableTo(Exception):
    """Something could not be done; the message is for the user: what, why, what to do.

    Each service has its own subclass (`UnableToAppoint`). `field` names the input at fault.
    """

    def __init__(self, message: str, *, field: str = "", code: str = "") -> None:
        super().__init__(message)
        self.field = field
        self.code = code or type(self).__name__


class UnsoundData(UnableTo):
    """What is stored is not what was stored once: nothing may be made of it."""


def problem(status: int, title: str, detail: str = "", **more: Any) -> JsonResponse:
    """An RFC 9457 problem document."""
    body = {"type": "about:blank", "title": title, "status": status}
    if detail:
        body["detail"] = detail
    return JsonResponse(
        {**body, **more},
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def _wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _told(request: HttpRequest, status: int, title: str) -> HttpResponse:
    number = getattr(request, "request_id", "")
    if _wants_json(request):
        return problem(status, title, request_id=number)
    is_bare = status == HTTPStatus.INTERNAL_SERVER_ERROR  # whatever failed is not asked again
    context = {"title": title, "number": number, "is_bare": is_bare}
    return render(request, f"kit/{status}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _told(request, HTTPStatus.BAD_REQUEST, _("请求有误"))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _told(request, HTTPStatus.FORBIDDEN, _("这一页不在您的岗位权限内"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _told(request, HTTPStatus.NOT_FOUND, _("没有找到"))


def too_large(request: HttpRequest) -> HttpResponse:
    """The page for a request larger than any upload may be."""
    return _told(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("文件太大"))


def server_error(request: HttpRequest) -> HttpResponse:
    return _told(request, HTTPStatus.INTERNAL_SERVER_ERROR, _("系统出了问题"))


def unsound(request: HttpRequest, error: UnsoundData) -> HttpResponse:
    """The page in place of one that would use changed data."""
    context = {
        "title": _("数据与保存时不一致"),
        "detail": str(error),
        "number": getattr(request, "request_id", ""),
        "is_bare": True,
    }
    return render(request, "kit/error.html", context, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page shown when a form was open too long or comes from elsewhere."""
    title = _("页面已过期")
    number = getattr(request, "request_id", "")
    if _wants_json(request):
        return problem(HTTPStatus.FORBIDDEN, title, request_id=number)
    context = {"title": title, "number": number}
    return render(request, "kit/403_csrf.html", context, status=HTTPStatus.FORBIDDEN)
