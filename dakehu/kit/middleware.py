"""Per request: a number to quote, the person who acts, and what may be kept of the answer."""

import re
import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject

from dakehu.kit.actors import ANONYMOUS, Actor, actor_source
from dakehu.kit.errors import too_large
from dakehu.kit.logs import request_number
from dakehu.kit.remembering import remembering
from dakehu.kit.settings_store import forget

Answer = Callable[[HttpRequest], HttpResponse]
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,40}")


def request_id(get_response: Answer) -> Answer:
    """Give each request a short number that stands in the log, the answer and on error pages."""

    def answer(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        number = given if _GIVEN.fullmatch(given) else secrets.token_hex(5)
        request.request_id = number  # type: ignore[attr-defined]
        forget()
        _say_aloud()
        with request_number(number), remembering():
            response = get_response(request)
        response["X-Request-Id"] = number
        return response

    return answer


def _say_aloud() -> None:
    """Set the language and the time zone that hold anyway, so that a word looks them up at once.

    Where none is set each of some hundred look-ups of a page runs into an error first.
    """
    translation.activate(translation.get_language() or settings.LANGUAGE_CODE)
    timezone.activate(timezone.get_current_timezone())


def small_enough(get_response: Answer) -> Answer:
    """Refuse a request that says to be larger than any upload, before any of it is read."""

    def answer(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.LARGEST_REQUEST:
            return too_large(request)
        return get_response(request)

    return answer


def actor(get_response: Answer) -> Answer:
    """Put the acting person on the request, found when first asked for."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor_of(request))  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def kept_nowhere(get_response: Answer) -> Answer:
    """What somebody signed in sees is stored by no browser and no proxy."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return answer


def _actor_of(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return ANONYMOUS
    return actor_source.value(request)
