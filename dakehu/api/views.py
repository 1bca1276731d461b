"""For load balancers and watchdogs: is the process alive, and can it do its work?"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dakehu.api.queries import is_ready
from dakehu.kit.allowing import allow

_TEXT = "text/plain; charset=utf-8"


@allow.anyone()
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type=_TEXT)


@allow.anyone()
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    if is_ready():
        return HttpResponse("ok\n", content_type=_TEXT)
    told = _("数据库无法连接，或还有迁移没有执行") + "\n"
    return HttpResponse(told, status=HTTPStatus.SERVICE_UNAVAILABLE, content_type=_TEXT)
