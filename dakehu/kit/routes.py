"""Every route with its guard, and from them the matrix of routes and roles."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext_lazy as _

from dakehu.kit.allowing import ANYONE, DEMO, PERMISSION, SIGNED_IN, TOKEN, Guard, guard_of
from dakehu.kit.permissions import EVERY_ROLE, Scope


@dataclass(frozen=True)
class Route:
    """One address pattern, its name and what it asks for (None: it names no guard)."""

    pattern: str
    name: str
    guard: Guard | None
    view: Callable[..., Any]

    @property
    def area(self) -> str:
        parts = self.view.__module__.split(".")
        return parts[1] if parts[0] == "dakehu" and len(parts) > 1 else parts[0]


def every_route() -> Iterator[Route]:
    """All routes of the site, in the order of the addresses' declaration."""
    yield from _walk(get_resolver(), "/")


def _walk(resolver: URLResolver, prefix: str) -> Iterator[Route]:
    for one in resolver.url_patterns:
        pattern = prefix + str(one.pattern).lstrip("^").rstrip("$")
        if isinstance(one, URLResolver):
            yield from _walk(one, pattern)
        elif isinstance(one, URLPattern):
            yield Route(pattern, one.name or "", guard_of(one.callback), one.callback)


_NOTHING = "—"
WORDS = {
    ANYONE: _("任何人"),
    SIGNED_IN: _("登录即可"),
    DEMO: _("仅演示环境"),
    TOKEN: _("登录，或者持有令牌"),
}


def matrix() -> list[dict[str, Any]]:
    """A row for each route: pattern, name, what it asks for, and each role's scope in Chinese."""
    rows = []
    for route in every_route():
        guard = route.guard
        if guard is None:
            continue
        asks = str(WORDS.get(guard.kind, ""))
        if guard.kind == PERMISSION and guard.permission is not None:
            asks = str(guard.permission.name)
        rows.append(
            {
                "area": route.area,
                "route": route.pattern,
                "name": route.name,
                "asks": asks,
                "permission": guard.permission.code if guard.permission else guard.kind,
                "roles": {role: _word(guard, role) for role in EVERY_ROLE},
            }
        )
    return rows


def _word(guard: Guard, role: str) -> str:
    """What a role gets at a route: a scope, 可, or — for nothing."""
    if guard.permission is None:
        return str(_("可"))
    scope = guard.scope_for(role)
    return _NOTHING if scope is Scope.NONE else str(scope.label)


def by_scope(roles: dict[str, str]) -> dict[str, list[str]]:
    """Roles by what they get, those with nothing left out."""
    found: dict[str, list[str]] = {}
    for role, scope in roles.items():
        if scope != _NOTHING:
            found.setdefault(scope, []).append(role)
    return found


def markdown(rows: list[dict[str, Any]], name: Callable[[str], str]) -> str:
    """The matrix as a page for a reader; `name` tells a role."""
    title = _("权限对照表")
    about = _(
        "每个页面和接口需要什么、谁能到达、看到谁的数据。由 `make schema` 生成，测试逐项核对。"
    )
    heading = f"| {_('地址')} | {_('需要')} | {_('谁')} |"
    lines = [f"# {title}", "", str(about)]
    for area in dict.fromkeys(row["area"] for row in rows):
        lines += ["", f"## {area}", "", heading, "|---|---|---|"]
        lines += [_line(row, name) for row in rows if row["area"] == area]
    return "\n".join(lines)


def _line(row: dict[str, Any], name: Callable[[str], str]) -> str:
    found = by_scope(row["roles"])
    told = [
        f"{scope}："
        + (str(_("所有角色")) if len(roles) == len(EVERY_ROLE) else "、".join(map(name, roles)))
        for scope, roles in found.items()
    ]
    address = row["route"].replace("|", "\\|")
    return f"| `{address}` | {row['asks']} | {'；'.join(told)} |"
