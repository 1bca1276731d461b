"""Sheets through the REST interface: what there is, templates, imports, exports."""

from typing import Annotated, Any, BinaryIO, Final, Literal, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Header, Path, Query, Schema
from ninja.files import UploadedFile

from dakehu.exchange.access import may_export, may_import, sheet_for, sheets_for
from dakehu.exchange.queries.imports import import_seen, page_of
from dakehu.exchange.services.exporting import export_sheet
from dakehu.exchange.services.receiving import receive
from dakehu.exchange.services.templates import template_of
from dakehu.kit.allowing import allow
from dakehu.kit.api import Routes
from dakehu.kit.clock import now, today
from dakehu.kit.exporting import XLSX
from dakehu.kit.sheets import SheetKind

router = Routes(tags=[_("导入与导出")])

_BOOK: Final = {
    "responses": {
        200: {
            "description": _("成功"),
            "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}
Code = Annotated[str, Path(description=_("表的代码，如 working_days"))]
Purpose = Annotated[
    str, Query(max_length=200, description=_("用途，含联系方式的表必须写明，记入操作记录"))
]
Number = Annotated[int, Path(description=_("导入的编号"), ge=1, lt=2**63)]


class ColumnLine(Schema):
    code: str = Field(description=_("列的代码"))
    label: str = Field(description=_("列名"))
    kind: str = Field(description=_("内容的种类"))
    is_required: bool = Field(description=_("是否必填"))


class SheetLine(Schema):
    code: str = Field(description=_("表的代码"))
    name: str = Field(description=_("名称"))
    about: str = Field(description=_("内容"))
    can_import: bool = Field(description=_("本人可否导入"))
    can_export: bool = Field(description=_("本人可否导出"))
    columns: list[ColumnLine] = Field(description=_("列"))


class SheetList(Schema):
    items: list[SheetLine] = Field(description=_("本人可用的表"))


class FaultLine(Schema):
    row: int = Field(description=_("第几行，从 1 起；0 指整个文件"))
    column: str = Field(description=_("列名，整行有误时为空"))
    message: str = Field(description=_("问题"))
    remedy: str = Field(description=_("怎么改"))
    is_notice: bool = Field(description=_("只是提示，不影响导入"))


class ImportDocument(Schema):
    id: int = Field(description=_("编号"))
    sheet: str = Field(description=_("表的代码"))
    file: str = Field(description=_("文件名"))
    state: str = Field(
        description=_(
            "状态：uploaded 待对应列，matched 检查中，checked 待导入，running 导入中，done 已导入，"
            "failed 未导入，cancelled 已取消，undone 已撤销"
        )
    )
    mode: str = Field(description=_("方式：all 全部正确才导入，good 只导入正确的行"))
    rows: int = Field(description=_("行数"))
    new: int = Field(description=_("新增行数"))
    changed: int = Field(description=_("更改行数"))
    same: int = Field(description=_("无变化的行数"))
    faulty: int = Field(description=_("有问题的行数"))
    done: int = Field(description=_("已导入行数"))
    message: str = Field(description=_("没有导入的原因"))
    faults: list[FaultLine] = Field(description=_("问题与提示，最多 500 条"))


class ImportRequest(Schema):
    mode: Literal["check", "all", "good"] = Field(
        "check",
        description=_("check 只检查，all 全部正确才导入，good 只导入正确的行"),
    )
    tab: str = Field("", max_length=100, description=_("工作表名，不写则取最合适的一张"))


@router.get("/sheets", operation_id="sheets", summary=_("可以导入导出的表"), response=SheetList)
@allow.token("read")
def sheet_list(request: HttpRequest) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    return {"items": [_sheet(actor, kind) for kind in sheets_for(actor)]}


@router.get(
    "/sheets/{code}/template",
    operation_id="sheet_template",
    summary=_("下载模板"),
    openapi_extra=_BOOK,
)
@allow.token("read")
def sheet_template(request: HttpRequest, code: Code) -> HttpResponse:
    return template_of(_kind(request, code, may_import)).answer()


@router.post(
    "/sheets/{code}/imports",
    operation_id="sheet_import",
    summary=_("导入一个文件"),
    response=ImportDocument,
)
@allow.token("import")
def sheet_import(
    request: HttpRequest,
    code: Code,
    file: Annotated[UploadedFile, File(description=_("xlsx、xls 或 csv 文件"))],
    asked: Annotated[ImportRequest, Form()],
    idempotency_key: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            max_length=190,
            description=_("本次导入的编号，重发时不会导入第二次"),
        ),
    ] = "",
) -> dict[str, Any]:
    kind = _kind(request, code, may_import)
    number = receive(
        by=request.actor,  # type: ignore[attr-defined]
        at=now(),
        on=today(),
        sheet=kind.code,
        name=file.name or "",
        content=cast(BinaryIO, file.file),
        mode=asked.mode,
        tab=asked.tab,
        key=idempotency_key,
    )
    return _import(request, number)


@router.get(
    "/imports/{number}",
    operation_id="import_state",
    summary=_("一次导入的情况"),
    response=ImportDocument,
)
@allow.token("read")
def import_state(request: HttpRequest, number: Number) -> dict[str, Any]:
    return _import(request, number)


@router.get(
    "/sheets/{code}/export",
    operation_id="sheet_export",
    summary=_("导出"),
    openapi_extra=_BOOK,
)
@allow.token("export")
def sheet_export(request: HttpRequest, code: Code, purpose: Purpose = "") -> HttpResponse:
    kind = _kind(request, code, may_export)
    taken = export_sheet(
        by=request.actor,  # type: ignore[attr-defined]
        at=now(),
        on=today(),
        sheet=kind.code,
        asked={},
        purpose=purpose,
    )
    return taken.answer()


def _kind(request: HttpRequest, code: str, may: Any) -> SheetKind:
    actor = request.actor  # type: ignore[attr-defined]
    kind = sheet_for(actor, code)
    if kind is None or not may(actor, kind):
        raise Http404(_("没有这种表，或者它不在本人的权限内。"))
    return kind


def _sheet(actor: Any, kind: SheetKind) -> dict[str, Any]:
    return {
        "code": kind.code,
        "name": str(kind.name),
        "about": str(kind.shape.about),
        "can_import": may_import(actor, kind),
        "can_export": may_export(actor, kind),
        "columns": [
            {
                "code": one.code,
                "label": str(one.label),
                "kind": one.kind.value,
                "is_required": one.is_required,
            }
            for one in kind.shape.columns
        ],
    }


def _import(request: HttpRequest, number: int) -> dict[str, Any]:
    found = import_seen(request.actor, number)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(_("没有这次导入，或者它不在本人的权限内。"))
    return {
        "id": found.pk,
        "sheet": found.sheet,
        "file": found.file_name,
        "state": found.state,
        "mode": found.mode,
        "rows": found.row_count,
        "new": found.new_count,
        "changed": found.changed_count,
        "same": found.same_count,
        "faulty": found.faulty_count,
        "done": found.done_count,
        "message": page_of(found).message,
        "faults": found.faults,
    }
