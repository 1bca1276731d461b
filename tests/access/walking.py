"""Ways through all addresses of the site, with ids of no record or of real ones."""

import re
from collections.abc import Iterator, Mapping

from dakehu.kit.allowing import Guard
from dakehu.kit.permissions import Scope
from dakehu.kit.routes import Route, every_route
from tests.cast import Cast

SAMPLES = {
    **{"int": "987654", "slug": "none", "str": "none", "path": "none", "uuid": "none"},
    **{"policy": "ZZ", "article": "第1条", "day": "2026-11-24"},
}
REFUSED = 403
ARGUMENT = re.compile(r"<(?:(\w+):)?\w+>")
NUMBER = re.compile(r"<int:\w+>")
BACKEND = "dakehu.accounts.backends.NameOrMobile"
REAL = {
    "/organization/staff/": "staff",
    "/organization/units/": "units",
    "/organization/positions/": "positions",
    "/account/users/": "users",
}


def addresses() -> Iterator[tuple[Route, Guard, str]]:
    """Each route with an address that reaches it, its arguments those of no record."""
    # The way out comes last: a walk signs in once.
    for route in sorted(every_route(), key=lambda one: one.name == "sign_out"):
        if route.guard is not None and not route.pattern.startswith("/static"):
            yield route, route.guard, _filled(route.pattern)


def addresses_of(cast: Cast, key: str) -> Iterator[tuple[Route, Guard, str]]:
    """The routes that take the id of a person, a place or an account, with those of one."""
    person = {"staff": key, "users": key, "positions": _place(key), "units": "ka"}
    for route in every_route():
        for start, kind in REAL.items():
            if route.guard is not None and route.pattern.startswith(f"{start}<int:"):
                ids: Mapping[str, int] = getattr(cast, kind)
                path = NUMBER.sub(str(ids[person[kind]]), route.pattern, count=1)
                for action in _actions(path):
                    yield route, route.guard, action


def allows(guard: Guard, roles: frozenset[str]) -> bool:
    """Whether somebody with these roles may pass."""
    return guard.permission is None or guard.permission.scope_for(roles) > Scope.NONE


def _filled(pattern: str) -> str:
    return ARGUMENT.sub(lambda found: SAMPLES[found[1] or "str"], pattern)


def _place(key: str) -> str:
    return key.removesuffix("_2")


def _actions(path: str) -> list[str]:
    """An address as it is, or with each thing that can be done to an account."""
    if "<slug:action>" not in path:
        return [_filled(path)]
    each = ("unlock", "end-sessions", "close", "reopen")
    return [path.replace("<slug:action>", action) for action in each]
