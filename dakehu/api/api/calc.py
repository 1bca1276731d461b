"""`POST calc/KIND`: the rules for whoever may ask."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from dakehu.api.calculating import MOST_BYTES, answer_to
from dakehu.calendar.queries import working_calendar
from dakehu.kit.allowing import allow
from dakehu.kit.api import Routes
from dakehu.kit.api_problems import answered, invalid, too_large
from dakehu.kit.clock import today
from dakehu.rulebook.queries.published import book
from dakehu.rules.asking import Refused
from dakehu.rules.kinds import KINDS

router = Routes(tags=[_("测算")])


@router.post("/calc/{kind}", operation_id="calc", summary=_("测算"))
@allow.token("calc")
def calc(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in list(KINDS):
        raise Http404(_("没有这一种测算，请检查地址的最后一段。"))
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return too_large(request, MOST_BYTES)
    try:
        answer = answer_to(
            KINDS[kind],
            request.body,
            book=book(),
            today=today(),
            calendar=working_calendar(),
        )
    except Refused as refused:
        return invalid(request, refused.to_json())
    return answered(answer)
