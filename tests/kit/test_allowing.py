"""Guards: who a route lets in, and what counts as this machine itself."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from dakehu.kit.actors import ANONYMOUS, Actor
from dakehu.kit.allowing import allow, guard_of, is_from_this_machine
from dakehu.kit.permissions import Permission, Scope

SEE = Permission("tests.see_page", "看", {"gm": Scope.ALL})


def _asked(actor: Actor = ANONYMOUS, **meta: str) -> HttpRequest:
    request = RequestFactory().get("/page/?a=1", **meta)
    request.actor = actor  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize(
    "meta, is_own",
    [
        ({}, True),
        ({"REMOTE_ADDR": "::1", "HTTP_HOST": "[::1]:8000"}, True),
        ({"HTTP_HOST": "localhost:8000"}, True),
        ({"REMOTE_ADDR": "10.1.1.9"}, False),
        ({"REMOTE_ADDR": "192.168.0.7", "HTTP_HOST": "127.0.0.1"}, False),
        ({"HTTP_HOST": "demo.example"}, False),  # a name that was pointed at 127.0.0.1
        ({"HTTP_X_FORWARDED_FOR": "10.1.1.9"}, False),
        ({"HTTP_FORWARDED": "for=10.1.1.9"}, False),
        ({"HTTP_X_REAL_IP": "127.0.0.1"}, False),
        ({"HTTP_VIA": "1.1 proxy"}, False),
        ({"HTTP_X_FORWARDED_HOST": "demo.example"}, False),
        ({"HTTP_CF_CONNECTING_IP": "10.1.1.9"}, False),
    ],
)
def test_only_a_direct_request_to_the_own_address_is_from_this_machine(
    settings: object, meta: dict[str, str], is_own: bool
) -> None:
    settings.ALLOWED_HOSTS = ["*"]  # type: ignore[attr-defined]
    request = _asked(**{"HTTP_HOST": "127.0.0.1:8000", **meta})

    assert is_from_this_machine(request) is is_own


@allow(SEE)
def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("seen")


@allow.demo()
def _demo_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("seen")


@allow.token("read")
def _operation(request: HttpRequest) -> HttpResponse:
    return HttpResponse("seen")


def test_a_stranger_is_led_to_the_sign_in_page_and_back() -> None:
    answer = _page(_asked())

    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/page/%3Fa%3D1")


def test_a_role_without_the_permission_is_refused() -> None:
    with pytest.raises(PermissionDenied):
        _page(_asked(Actor(1, "甲", roles=frozenset({"ka_rep"}))))


def test_a_role_with_the_permission_sees_the_page() -> None:
    assert _page(_asked(Actor(1, "甲", roles=frozenset({"gm"})))).content == b"seen"


def test_a_page_of_the_demo_is_not_there_in_a_company(db: None) -> None:
    with pytest.raises(Http404):
        _demo_page(_asked(Actor(1, "甲", roles=frozenset({"gm"})), HTTP_HOST="127.0.0.1"))


def test_an_operation_outside_of_the_interface_is_refused() -> None:
    with pytest.raises(PermissionDenied):
        _operation(_asked(Actor(1, "甲", roles=frozenset({"gm"}))))


def test_a_guard_can_be_read_from_its_view() -> None:
    guard = guard_of(_page)

    assert guard is not None
    assert guard.roles == ("gm",)
    assert guard_of(lambda request: None) is None
