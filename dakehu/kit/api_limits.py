"""How often one may ask the REST interface in a minute: each token or person, and each address.

Counted in Django's cache, which each process of the server has to itself unless `CACHES` names a
shared one.
"""

from hashlib import blake2s
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import Throttled
from ninja.throttling import BaseThrottle

from dakehu.kit.api_problems import problem
from dakehu.kit.clock import now

MINUTE: Final = 60


class _PerMinute(BaseThrottle):
    """So many requests in each minute of the clock; 0 is no limit."""

    kind = ""

    def who(self, request: HttpRequest) -> str:
        """Whose requests are counted together."""
        raise NotImplementedError

    def allow_request(self, request: HttpRequest) -> bool:
        most = settings.API_REQUESTS_PER_MINUTE[self.kind]
        if not most:
            return True
        minute = int(now().timestamp()) // MINUTE
        key = f"api:{self.kind}:{self.who(request)}:{minute}"
        cache.add(key, 0, timeout=2 * MINUTE)
        try:
            return bool(cache.incr(key) <= most)
        except ValueError:  # dropped in between, as the cache was full
            return True

    def wait(self) -> float:
        """Seconds until the next minute."""
        return MINUTE - int(now().timestamp()) % MINUTE


class PerCaller(_PerMinute):
    """Each token, and each person who is signed in."""

    kind = "token"

    def who(self, request: HttpRequest) -> str:
        return str(request.caller)  # type: ignore[attr-defined]


class PerAddress(_PerMinute):
    """Each address, whoever asks from there; counted before anybody is asked for a token."""

    kind = "address"

    def who(self, request: HttpRequest) -> str:
        # What a proxy passes on may be anything; a key of the cache may not.
        return blake2s(str(self.get_ident(request)).encode(errors="replace")).hexdigest()


PER_ADDRESS: Final = PerAddress()
PER_CALLER: Final = PerCaller()


def refused_by_address(request: HttpRequest) -> HttpResponse | None:
    """The refusal for an address that asks too often; None for the others."""
    if PER_ADDRESS.allow_request(request):
        return None
    return too_many(request, Throttled(wait=int(PER_ADDRESS.wait())))


def too_many(request: HttpRequest, error: Any) -> HttpResponse:
    """429 with the seconds after which to ask again."""
    detail = _("请求过于频繁，请 {seconds} 秒后再试。").format(seconds=error.wait)
    answer = problem(request, HTTPStatus.TOO_MANY_REQUESTS, _("请求过多"), detail)
    answer["Retry-After"] = str(error.wait)
    return answer
