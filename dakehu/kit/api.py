"""The REST interface's frame: who asks, routes with their guard, and every refusal as a problem.

An area writes its operations in `api.py` on a `Routes` router under `@allow.token("scope")`; the
root in `dakehu/api` puts the routers together.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from hashlib import blake2s
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, Throttled, ValidationError
from ninja.renderers import BaseRenderer
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from dakehu.kit import api_problems as problems
from dakehu.kit.actors import ANONYMOUS, Actor, actor_source
from dakehu.kit.allowing import ANYONE, TOKEN, guard_of
from dakehu.kit.api_limits import PER_CALLER, refused_by_address, too_many
from dakehu.kit.api_problems import Refusal
from dakehu.kit.clock import now
from dakehu.kit.errors import UnableTo
from dakehu.kit.registry import Plug
from dakehu.rules.json_form import write_json

token_source: Plug[Callable[[str, datetime], tuple[Any, Any] | None]] = Plug("token_source")
"""A token's secret and the moment → its user and scopes, or None; filled from the accounts."""


class Token(HttpBearer):
    """A caller with an API token that carries a scope (any, where none is named)."""

    openapi_bearerFormat = "dakehu"  # noqa: N815 - the name that OpenAPI gives it

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        holder = token_source.value(token.strip(), now())
        if holder is None:
            raise Refusal(HTTPStatus.UNAUTHORIZED, _("令牌不存在、已过期或已吊销。"))
        user, scopes = holder
        request.caller = f"token:{blake2s(token.encode()).hexdigest()}"  # type: ignore[attr-defined]
        if self.scope and self.scope not in scopes:
            told = _("这个令牌没有 {scope} 权限，请另签发一个。").format(scope=self.scope)
            raise Refusal(HTTPStatus.FORBIDDEN, told)
        request.user = user
        act = SimpleLazyObject(lambda: _acting(request, frozenset(scopes)))
        request.actor = act  # type: ignore[attr-defined]
        return user


def _acting(request: HttpRequest, scopes: frozenset[str]) -> Actor:
    find = actor_source.or_none
    found = ANONYMOUS if find is None else find(request)
    return replace(found, token_scopes=scopes)


class Session(APIKeyCookie):
    """Somebody signed in; what changes or computes needs the CSRF token too."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Any:
        if "Authorization" in request.headers or not request.user.is_authenticated:
            return None
        if check_csrf(request) is not None:
            raise Refusal(
                HTTPStatus.FORBIDDEN,
                _("缺少 CSRF 校验码，或它已过期：请在 X-CSRFToken 请求头中给出。"),
            )
        request.caller = f"user:{request.user.pk}"  # type: ignore[attr-defined]
        return request.user

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return request.user


class _Json(BaseRenderer):
    """Answers as our own writer writes them: Chinese as it is."""

    media_type = problems.JSON

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return write_json(data)


class Routes(Router):
    """A router whose operations are guarded by what `@allow` says on them."""

    def add_api_operation(
        self, path: str, methods: list[str], view_func: Callable[..., Any], **more: Any
    ) -> None:
        guard = guard_of(view_func)
        if guard is None or guard.kind not in {TOKEN, ANYONE}:
            raise TypeError(f"{view_func.__name__}: put @allow.token(…) below the route")
        if guard.kind == TOKEN:
            more["throttle"] = [PER_CALLER]
        more["auth"] = None if guard.kind == ANYONE else [Token(guard.token_scope), Session()]
        super().add_api_operation(path, methods, view_func, **more)


class Api(NinjaAPI):
    """The interface: no pages of ninja's own, and problem documents for whatever goes wrong."""

    def __init__(self, **more: Any) -> None:
        super().__init__(docs_url=None, openapi_url=None, renderer=_Json(), **more)
        tellers: dict[type[Exception], Any] = {
            HttpError: problems.refused,
            ValidationError: problems.misfits,
            Http404: problems.not_found,
            UnableTo: problems.unable,
            RequestDataTooBig: _too_big,
            Throttled: too_many,
        }
        for error, tell in tellers.items():
            self.add_exception_handler(error, tell)

    @property
    def urls(self) -> tuple[list[Any], str, str]:
        """The routes, each with its guard where the permission matrix finds it."""
        routers = self._get_bound_routers()
        patterns = [one for router in routers for one in router.urls_paths(router.prefix)]
        operations = [
            operation.view_func
            for router in routers
            for view in router.path_operations.values()
            for operation in view.operations
        ]
        framed = [_framed(*each) for each in zip(patterns, operations, strict=True)]
        return framed, "ninja", self.urls_namespace


def _framed(pattern: URLPattern, operation: Callable[..., Any]) -> URLPattern:
    """The route with its guard on it, its limit, and a problem for a wrong method too."""
    view = pattern.callback

    @wraps(view)
    def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refusal = refused_by_address(request)
        if refusal is not None:
            return refusal
        answer: HttpResponse = view(request, *args, **kwargs)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return problems.not_allowed(request, answer)
        return answer

    framed.__module__ = operation.__module__
    framed.guard = guard_of(operation)  # type: ignore[attr-defined]
    pattern.callback = framed
    return pattern


def _too_big(request: HttpRequest, error: Exception) -> HttpResponse:
    return problems.too_large(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
