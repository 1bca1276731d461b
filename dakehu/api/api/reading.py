"""What can be read: the policies in force, their parameters, and who is asking."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from dakehu.api import shapes
from dakehu.api.queries import parameters_in_force, policies_in_force, policy_in_force
from dakehu.kit.allowing import allow
from dakehu.kit.api import Routes
from dakehu.kit.clock import today

router = Routes(tags=[_("查阅")])


@router.get(
    "/policies", operation_id="policies", summary=_("施行中的制度"), response=shapes.PolicyList
)
@allow.token("read")
def policies(request: HttpRequest, on: shapes.OnDay = None) -> dict[str, Any]:
    day = on or today()
    return {"on": day.isoformat(), "items": policies_in_force(day)}


@router.get(
    "/policies/{code}",
    operation_id="policy",
    summary=_("一项制度的条款"),
    response=shapes.PolicyDocument,
)
@allow.token("read")
def policy(request: HttpRequest, code: shapes.Code, on: shapes.OnDay = None) -> dict[str, Any]:
    found = policy_in_force(code, on or today())
    if found is None:
        raise Http404(_("这一天没有施行这项制度。"))
    return found


@router.get(
    "/parameters", operation_id="parameters", summary=_("有效的参数"), response=shapes.ParameterList
)
@allow.token("read")
def parameters(request: HttpRequest, on: shapes.OnDay = None) -> dict[str, Any]:
    day = on or today()
    return {"on": day.isoformat(), "items": parameters_in_force(day)}


@router.get("/me", operation_id="me", summary=_("我是谁"), response=shapes.Me)
@allow.token("read")
def me(request: HttpRequest) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    scopes = actor.token_scopes
    return {
        "username": request.user.get_username(),
        "name": actor.name or str(request.user),
        "roles": sorted(actor.roles),
        "scopes": None if scopes is None else sorted(scopes),
        "today": today().isoformat(),
    }
