"""Between sign-in and everything else: a password of one's own."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from dakehu.kit.errors import problem

Answer = Callable[[HttpRequest], HttpResponse]


def own_password_first(get_response: Answer) -> Answer:
    """Whoever has a temporary password reaches nothing but the page to change it, and the exit."""

    def answer(request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated or not user.must_change_password:
            return get_response(request)
        page = reverse("change_password")
        if request.path_info in {page, reverse("sign_out")}:
            return get_response(request)
        if request.path_info.startswith("/api/"):
            return problem(HTTPStatus.FORBIDDEN, _("先修改初始密码，再使用系统。"))
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": page})
        return redirect(page)

    return answer
