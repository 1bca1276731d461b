"""What a visitor of the demo may do. None of this exists in a company's own installation."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dakehu.accounts.queries import user_by_name
from dakehu.accounts.services import enter_without_password
from dakehu.demo import services
from dakehu.kit.allowing import allow
from dakehu.kit.clock import now
from dakehu.kit.errors import UnableTo


@allow.demo()
@require_POST
def demo_enter(request: HttpRequest, role: str) -> HttpResponse:
    """Step into a role without a password; the session gets a new key."""
    try:
        user = user_by_name(services.enter(at=now(), role=role))
    except UnableTo as error:
        messages.error(request, str(error))
        return redirect("sign_in")
    logout(request)
    return enter_without_password(request, user, "/")


@allow.demo()
@require_POST
def demo_scene(request: HttpRequest, scene: str) -> HttpResponse:
    """Move the demo to another day."""
    try:
        chosen = services.move_scene(by=request.actor, at=now(), scene=scene)
        messages.success(request, _("今天是 %s 了") % chosen.day.isoformat())
    except UnableTo as error:
        messages.error(request, str(error))
    return redirect("/")


@allow.demo()
@require_POST
def demo_reset(request: HttpRequest) -> HttpResponse:
    """Restore the demo; whoever asked finds themselves on the sign-in page."""
    by = request.actor
    try:
        services.reset(by=by, at=now())
    except UnableTo as error:
        messages.error(request, str(error))
        return redirect("/")
    logout(request)
    messages.success(request, _("演示公司已恢复。请重新选一个角色进入。"))
    return redirect("sign_in")


@allow.signed_in()
@require_POST
def strip_step(request: HttpRequest, step: str) -> HttpResponse:
    """Go to the page of a step, which counts as done where looking is all it takes."""
    try:
        return redirect(services.take_step(by=request.actor, at=now(), step=step))
    except UnableTo as error:
        messages.error(request, str(error))
        return redirect("/")


@allow.signed_in()
@require_POST
def strip_dismiss(request: HttpRequest) -> HttpResponse:
    """Close the strip."""
    services.dismiss_strip(by=request.actor, at=now())
    return redirect("/")
