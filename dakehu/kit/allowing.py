"""`@allow`: every route says who may use it, in a form that a test can read."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from dakehu.kit.errors import UnsoundData, unsound
from dakehu.kit.permissions import EVERY_ROLE, Permission, Scope
from dakehu.kit.settings_store import is_demo

View = TypeVar("View", bound=Callable[..., Any])

ANYONE = "anyone"
SIGNED_IN = "signed_in"
DEMO = "demo"
PERMISSION = "permission"
TOKEN = "token"


@dataclass(frozen=True)
class Guard:
    """What a route asks for; `kind` is one of the constants of this module."""

    kind: str
    permission: Permission | None = None
    token_scope: str = ""

    def scope_for(self, role: str) -> Scope:
        """What somebody with this role alone gets; ALL where rows are not the question."""
        if self.permission is not None:
            return self.permission.scope_for(frozenset({role}))
        return Scope.ALL

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(role for role in EVERY_ROLE if self.scope_for(role) > Scope.NONE)


def guard_of(view: Callable[..., Any]) -> Guard | None:
    """The guard of a view, or None for one that names none."""
    found: Guard | None = getattr(view, "guard", None)
    return found


class _Allow:
    """Decorator for views: `@allow(PERMISSION)`, `@allow.signed_in()`, `@allow.anyone()`."""

    def __call__(self, permission: Permission) -> Callable[[View], View]:
        return _guarded(Guard(PERMISSION, permission))

    def signed_in(self) -> Callable[[View], View]:
        """Whoever has signed in, whatever their role."""
        return _guarded(Guard(SIGNED_IN))

    def anyone(self) -> Callable[[View], View]:
        """Open to all: sign-in, health, errors."""
        return _guarded(Guard(ANYONE))

    def demo(self) -> Callable[[View], View]:
        """Exists in the demo only, and only on the machine's own address."""
        return _guarded(Guard(DEMO))

    def token(self, scope: str) -> Callable[[View], View]:
        """An operation of the REST interface: for sessions, and tokens with `scope` ("": any)."""
        return _guarded(Guard(TOKEN, token_scope=scope))


allow = _Allow()


def _guarded(guard: Guard) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            refusal = _refusal(guard, request)
            if refusal is not None:
                return refusal
            try:
                answer: HttpResponse = view(request, *args, **kwargs)
            except UnsoundData as error:
                if guard.kind == TOKEN:
                    raise
                return unsound(request, error)
            return answer

        checked.guard = guard  # type: ignore[attr-defined]
        return checked  # type: ignore[return-value]

    return decorate


def _refusal(guard: Guard, request: HttpRequest) -> HttpResponse | None:
    """The sign-in page for strangers; PermissionDenied or Http404 for the rest; None is a yes."""
    if guard.kind == ANYONE:
        return None
    if guard.kind == DEMO:
        if not is_demo() or not is_from_this_machine(request):
            raise Http404
        return None
    if guard.kind == TOKEN:
        # Routes of `dakehu.kit.api` ask who it is before they read anything; elsewhere it is a no.
        if not getattr(request, "auth", None):
            raise PermissionDenied
        return None
    actor = request.actor  # type: ignore[attr-defined]
    if actor.is_anonymous:
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
    if guard.permission is not None and not actor.may(guard.permission):
        raise PermissionDenied
    return None


_PASSED_ON = (
    *("HTTP_X_FORWARDED", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA", "HTTP_X_CLIENT_IP"),
    *("HTTP_CF_", "HTTP_TRUE_CLIENT_IP", "HTTP_X_CLUSTER_CLIENT_IP", "HTTP_X_ORIGINAL"),
)
"""How headers begin that only a proxy adds."""


def is_from_this_machine(request: HttpRequest) -> bool:
    """Whether the request comes from this machine itself, and was not passed on by a proxy."""
    passed_on = any(name.startswith(_PASSED_ON) for name in request.META)
    host = request.get_host().rsplit(":", 1)[0]
    own = host in {"127.0.0.1", "localhost", "[::1]"}
    return own and not passed_on and request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"}
