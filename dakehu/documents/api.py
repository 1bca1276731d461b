"""Files of records through the REST interface: listing, adding, fetching."""

from http import HTTPStatus
from typing import Annotated, Any, BinaryIO, Final, Literal, cast

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Path, Schema, Status
from ninja.files import UploadedFile

from dakehu.documents.queries.attachments import (
    attachment_facts,
    attachment_for,
    attachments_of,
)
from dakehu.documents.queries.files import download_of
from dakehu.documents.queries.records import record_of, seen_record
from dakehu.documents.services.attachments import attach, open_attachment
from dakehu.kit.allowing import allow
from dakehu.kit.api import Routes
from dakehu.kit.clock import now
from dakehu.kit.downloads import file_answer, is_further_part

router = Routes(tags=[_("附件")])

_CONTENT: Final = {
    "responses": {
        200: {
            "description": _("成功"),
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            },
        }
    }
}
Kind = Annotated[str, Path(description=_("记录的种类，如 staff"), max_length=40)]
Record = Annotated[int, Path(description=_("记录的编号"), ge=1, lt=2**63)]
Number = Annotated[int, Path(description=_("附件的编号"), ge=1, lt=2**63)]


class AttachmentDocument(Schema):
    id: int = Field(description=_("编号"))
    record: str = Field(description=_("所属记录，种类:编号"))
    title: str = Field(description=_("名称"))
    file: str = Field(description=_("文件名，扩展名与内容一致"))
    kind: str = Field(description=_("文件类型的代码，由内容判断"))
    media_type: str = Field(description=_("媒体类型"))
    size: int = Field(description=_("字节数"))
    sha256: str = Field(description=_("SHA-256 校验值"))
    secrecy: str = Field(description=_("密级：public 公开，internal 内部，secret 秘密"))
    retention: str = Field(description=_("资料类别的代码，决定保存期"))
    booked_on: str | None = Field(description=_("归档日期，未归档为 null"))
    keep_until: str | None = Field(description=_("保存至哪一天（不含当日），尚不能确定为 null"))
    uploaded_by: str = Field(description=_("上传人"))
    uploaded_at: str = Field(description=_("上传时间"))


class AttachmentList(Schema):
    items: list[AttachmentDocument] = Field(description=_("附件，最新的在前"))


class UploadRequest(Schema):
    title: str = Field("", max_length=120, description=_("名称，不写则为文件名"))
    secrecy: Literal["public", "internal", "secret"] = Field("internal", description=_("密级"))
    retention: str = Field("general", max_length=20, description=_("资料类别的代码"))


@router.get(
    "/records/{kind}/{number}/attachments",
    operation_id="attachments",
    summary=_("一条记录的附件"),
    response=AttachmentList,
)
@allow.token("read")
def attachment_list(request: HttpRequest, kind: Kind, number: Record) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    rows = attachments_of(actor, seen_record(actor, kind, number))
    return {"items": [attachment_facts(one) for one in rows]}


@router.post(
    "/records/{kind}/{number}/attachments",
    operation_id="attachment_add",
    summary=_("上传附件"),
    response={HTTPStatus.CREATED: AttachmentDocument},
)
@allow.token("attach")
def attachment_add(
    request: HttpRequest,
    kind: Kind,
    number: Record,
    file: Annotated[UploadedFile, File(description=_("文件"))],
    asked: Annotated[UploadRequest, Form()],
) -> Status[dict[str, Any]]:
    actor = request.actor  # type: ignore[attr-defined]
    record, _url = record_of(actor, kind, number)
    made = attach(
        by=actor,
        at=now(),
        record=record,
        name=file.name or "",
        content=cast(BinaryIO, file.file),
        title=asked.title,
        secrecy=asked.secrecy,
        retention=asked.retention,
    )
    return Status(HTTPStatus.CREATED, attachment_facts(made))


@router.get(
    "/attachments/{number}",
    operation_id="attachment",
    summary=_("一份附件的资料"),
    response=AttachmentDocument,
)
@allow.token("read")
def attachment(request: HttpRequest, number: Number) -> dict[str, Any]:
    found = attachment_for(request.actor, number)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(_("没有这份附件，或者它不在本人的权限内。"))
    return attachment_facts(found)


@router.get(
    "/attachments/{number}/content",
    operation_id="attachment_content",
    summary=_("取附件的内容，可以只取一段（Range）"),
    openapi_extra=_CONTENT,
)
@allow.token("read")
def attachment_content(request: HttpRequest, number: Number) -> HttpResponseBase:
    actor, goes_on = request.actor, is_further_part(request)  # type: ignore[attr-defined]
    try:
        file = open_attachment(by=actor, at=now(), attachment=number, goes_on=goes_on)
        return file_answer(request, download_of(file))
    except (ObjectDoesNotExist, FileNotFoundError):
        raise Http404(_("没有这份附件，或者它不在本人的权限内。")) from None
