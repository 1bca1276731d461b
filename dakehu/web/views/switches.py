"""Which packs are on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from dakehu.kit.allowing import allow
from dakehu.kit.clock import now
from dakehu.kit.errors import UnableTo
from dakehu.kit.pages import page
from dakehu.web.access import SET_UP
from dakehu.web.queries.switches import pack_lines
from dakehu.web.services.switches import switch_packs


@allow(SET_UP)
def packs(request: HttpRequest) -> HttpResponse:
    """See the packs, switch them on and off."""
    if request.method == "POST":
        try:
            switch_packs(
                by=request.actor,  # type: ignore[attr-defined]
                at=now(),
                on=request.POST.getlist("packs"),
            )
        except UnableTo as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("功能开关已保存"))
        return redirect("packs")
    return page(request, "web/packs.html", {"packs": pack_lines()})
