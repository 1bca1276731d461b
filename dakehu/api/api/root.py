"""The interface itself: every area's router, and the document that describes them."""

from functools import cache
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dakehu.api import document
from dakehu.api.api import calc, papers, reading
from dakehu.api.pages import operation_page, overview
from dakehu.documents import api as documents
from dakehu.exchange import api as exchange
from dakehu.kit.allowing import allow
from dakehu.kit.api import Api, Routes
from dakehu.kit.api_problems import answered
from dakehu.kit.pages import page
from dakehu.pay import api as pay

interface: Final = Api(
    title=_("大客户 接口"),
    version="1",
    description=_(
        "按公司施行中的制度测算报价、返点、提成、绩效和日期，并可查阅制度和参数，"
        "用表格导入和导出数据，上传和下载附件。"
        '数字用文字填写（如 "1234.56"），也可以用 JSON 数字，都按原样精确读取；'
        "返回的数字一律是文字。"
        '测算可以提交一个对象，也可以提交 {"items": […]}，一次最多 1,000 项，逐项返回结果或错误。'
        "出错时返回 application/problem+json，errors 中第一项说明哪个字段、为什么。"
    ),
    urls_namespace="api",
)
about = Routes(tags=[_("说明")])


@cache
def schema_document() -> dict[str, Any]:
    """The OpenAPI document of the whole interface."""
    return document.schema_document(interface)


@about.get("/openapi.json", operation_id="openapi", summary=_("接口说明文件（OpenAPI 3.1）"))
@allow.token("")
def openapi(request: HttpRequest) -> HttpResponse:
    return answered(schema_document())


@allow.signed_in()
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    return page(request, "api/docs.html", overview(schema_document()))


@allow.signed_in()
@require_safe
def docs_of(request: HttpRequest, name: str) -> HttpResponse:
    return page(request, "api/operation.html", operation_page(schema_document(), name))


for each in (
    *(calc.router, reading.router, exchange.router, documents.router),
    *(pay.router, papers.router, about),
):
    interface.add_router("", each)
