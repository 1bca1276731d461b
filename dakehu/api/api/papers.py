"""Papers through the REST interface: what there is, and a PDF or Word of data or of a record."""

from datetime import date
from typing import Annotated, Any, Final, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from ninja import Field, Path, Query, Schema

from dakehu.documents.queries.printing import NoSuchPaper, form_for, forms_for
from dakehu.documents.queries.reading import MOST_BYTES, data_of
from dakehu.documents.services.printing import MEDIA_TYPES, PDF, WORD, Printed, print_paper
from dakehu.kit.allowing import allow
from dakehu.kit.api import Routes
from dakehu.kit.api_problems import too_large
from dakehu.kit.clock import now, today
from dakehu.kit.refs import RecordRef

router = Routes(tags=[_("打印")])

_FILE: Final = {
    "responses": {
        200: {
            "description": _("成功"),
            "content": {
                MEDIA_TYPES[each]: {"schema": {"type": "string", "format": "binary"}}
                for each in (PDF, WORD)
            },
        }
    }
}
_QUOTE: Final = {
    "number": "BJ-2026-0236",
    "on": "2026-11-23",
    "valid_until": "2026-12-23",
    "customer": _("江州示例设备有限公司"),
    "lines": [
        {"product": _("防水卷材"), "quantity": "10000", "unit": "㎡", "unit_price": "85.40"},
    ],
}
"""What the paper deals.quote is printed from; the others ask for other fields."""

_GIVEN: Final = {
    **_FILE,
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"type": "object"},
                "examples": {"deals.quote": {"value": _QUOTE}},
            }
        },
    },
}
Code = Annotated[str, Path(description=_("单据的代码，如 deals.quote"))]
Record = Annotated[int, Path(description=_("记录的编号"), ge=1, lt=2**63)]
Format = Annotated[Literal["pdf", "docx"], Query(description=_("格式，不写则为 pdf"))]
OnDay = Annotated[date | None, Query(description=_("按哪一天的内容，不写则为今天"))]


class PaperLine(Schema):
    code: str = Field(description=_("单据的代码"))
    name: str = Field(description=_("名称"))
    record_kind: str = Field(description=_("可以直接打印的记录的种类，没有则为空"))


class PaperList(Schema):
    items: list[PaperLine] = Field(description=_("本人可以打印的单据"))


@router.get("/papers", operation_id="papers", summary=_("可以打印的单据"), response=PaperList)
@allow.token("read")
def papers(request: HttpRequest) -> dict[str, Any]:
    forms = forms_for(request.actor)  # type: ignore[attr-defined]
    return {
        "items": [
            {"code": one.code, "name": str(one.name), "record_kind": one.record_kind}
            for one in forms
        ]
    }


@router.post(
    "/papers/{code}",
    operation_id="print_paper",
    summary=_("用给出的内容打印，计入打印次数"),
    openapi_extra=_GIVEN,
)
@allow.token("export")
def print_given(request: HttpRequest, code: Code, format: Format = "pdf") -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return too_large(request, MOST_BYTES)
    try:
        form = form_for(request.actor, code)  # type: ignore[attr-defined]
        data = data_of(form, request.body)
        return _answer(request, code, format, today(), data=data)
    except NoSuchPaper:
        raise Http404(_("没有这种单据。")) from None


@router.get(
    "/papers/{code}/{record_id}",
    operation_id="print_record",
    summary=_("打印一条记录，计入打印次数"),
    openapi_extra=_FILE,
)
@allow.token("export")
def print_record(
    request: HttpRequest, code: Code, record_id: Record, format: Format = "pdf", on: OnDay = None
) -> HttpResponse:
    try:
        form = form_for(request.actor, code, of_record=True)  # type: ignore[attr-defined]
        record = RecordRef(form.record_kind, record_id)
        return _answer(request, code, format, on or today(), record=record)
    except NoSuchPaper:
        raise Http404(_("没有这种单据，或者这条记录没有可以打印的内容。")) from None


def _answer(request: HttpRequest, code: str, format: str, on: date, **what: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    printed: Printed = print_paper(by=actor, at=now(), on=on, form=code, format=format, **what)
    answer = HttpResponse(printed.content, content_type=printed.media_type)
    shown = content_disposition_header(True, printed.name) or "attachment"
    answer["Content-Disposition"] = shown
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
