"""A company's own Word templates: what may stand in them, what is refused, what stays."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dakehu.deals.data.samples import sample_quote
from dakehu.documents.models import PaperTemplate, PrintLog
from dakehu.documents.printing.packages import UnableToUseTemplate
from dakehu.documents.services import printing, templates
from dakehu.kit.papers import print_forms
from tests.cast import AT, ON, Cast
from tests.documents.conftest import SignedIn
from tests.documents.papers_of_tests import header_of_word, lines_of_word
from tests.documents.reading_pdf import text_of

QUOTE = "deals.quote"
JOB = "organization.job_description"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _quote(cast: Cast, **more: Any) -> printing.Printed:
    given = {"by": cast.actor("ka_rep"), "form": QUOTE, "data": sample_quote(), **more}
    return printing.print_paper(at=AT, on=ON, **given)


@pytest.fixture
def admin(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in("admin")


def _default(cast: Cast) -> bytes:
    return templates.default_template(by=cast.actor("admin"), at=AT, form=QUOTE)


def _changed(content: bytes, text: str) -> bytes:
    """The template with one more paragraph."""
    document = docx.Document(io.BytesIO(content))
    document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _use(cast: Cast, content: bytes, key: str = "admin") -> PaperTemplate:
    return templates.use_template(
        by=cast.actor(key), at=AT, form=QUOTE, name="我们的报价单.docx", content=content
    )


@pytest.mark.parametrize("code", [one.code for one in print_forms])
def test_the_default_template_filled_says_what_the_plain_word_says(cast: Cast, code: str) -> None:
    from dakehu.documents.printing.engine import set_word, starting_template
    from tests.documents.papers_of_tests import MARK

    paper = print_forms[code].paper(print_forms[code].sample())
    from dakehu.documents.printing.fields import context_of
    from dakehu.documents.printing.laying import laid_out
    from dakehu.documents.printing.own_templates import filled

    content = filled(starting_template(paper, MARK), context_of(laid_out(paper, MARK).data))
    plain = set_word(paper, None, MARK)
    assert [one for one in lines_of_word(content) if one.strip()] == lines_of_word(plain)


def test_a_company_uses_its_own_template(cast: Cast) -> None:
    _use(cast, _changed(_default(cast), "开户行：江州银行 {{ customer }}"))
    word = _quote(cast, format="docx").content
    assert "开户行：江州银行 华岳重工（江州）有限公司" in lines_of_word(word)
    assert "林晓雯" in header_of_word(word)


def test_values_are_never_read_as_fields(cast: Cast) -> None:
    _use(cast, _default(cast))
    data = replace(sample_quote(), customer="{{ 7*7 }}{% for x in y %}<w:p/>&", project="{{total}}")
    lines = lines_of_word(_quote(cast, format="docx", data=data).content)
    assert "{{ 7*7 }}{% for x in y %}<w:p/>&" in lines
    assert "{{total}}" in lines


@pytest.mark.parametrize(
    "text, told",
    [
        ("{{ profit }}", "没有字段“profit”"),
        ("{{ lines[0].cost }}", "没有字段“lines[0].cost”"),
        ("{{ total.__class__ }}", "下划线"),
        ("{{ ''.__class__.__mro__ }}", "下划线"),
        ("{{ total|upper }}", "过滤器"),
        ("{{ 'a' * 999999999 }}", "不能有运算"),
        ("{{ cycler('a').next() }}", "不能有运算"),
        ("{% set x = 1 %}", "只能写字段"),
        ("{% include '/etc/passwd' %}", "只能写字段"),
        ("{% for a in lines %}{% for b in lines %}{% endfor %}{% endfor %}", "循环里不能再有循环"),
        ("{% for a in title %}{{ a }}{% endfor %}", "不能循环"),
        ("{{ total", "写法有误"),
        ("{% if total %}", "写法有误"),
    ],
)
def test_a_template_with_more_than_fields_is_refused(cast: Cast, text: str, told: str) -> None:
    with pytest.raises(UnableToUseTemplate) as caught:
        _use(cast, _changed(_default(cast), text))
    assert told in str(caught.value)
    assert PaperTemplate.objects.count() == 0


def _repacked(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


_RELS = "word/_rels/document.xml.rels"


def _linked(parts: dict[str, bytes]) -> None:
    parts[_RELS] = parts[_RELS].replace(
        b"</Relationships>",
        b'<Relationship Id="rX" Type="http://x/attachedTemplate" Target="http://x/a.dotm" '
        b'TargetMode="External"/></Relationships>',
    )


def _macro(parts: dict[str, bytes]) -> None:
    parts["word/vbaProject.bin"] = b"macro"


def _entity(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:document", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document', 1
    )


def _bomb(parts: dict[str, bytes]) -> None:
    parts["word/media/a.xml"] = b" " * (9 * 1024 * 1024)


def _field(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"</w:body>",
        b"<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:r></w:p></w:body>",
    )


def _not_word(parts: dict[str, bytes]) -> None:
    del parts["word/document.xml"]


@pytest.mark.parametrize(
    "change, told",
    [
        (_linked, "外部"),
        (_macro, "宏"),
        (_entity, "内部写法"),
        (_bomb, "过大"),
        (_field, "域"),
        (_not_word, "不是 Word"),
    ],
)
def test_a_template_that_fetches_runs_or_bursts_is_refused(
    cast: Cast, change: Callable[[dict[str, bytes]], None], told: str
) -> None:
    with pytest.raises(UnableToUseTemplate, match=told):
        _use(cast, _repacked(_default(cast), change))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"x" * (6 * 1024 * 1024)])
def test_what_is_no_word_file_is_refused(cast: Cast, content: bytes) -> None:
    with pytest.raises(UnableToUseTemplate):
        _use(cast, content)


def test_templates_are_changed_back_and_kept(cast: Cast) -> None:
    first = _use(cast, _changed(_default(cast), "第一版"))
    _use(cast, _changed(_default(cast), "第二版"))
    by = cast.actor("admin")

    def lines() -> list[str]:
        return lines_of_word(_quote(cast, format="docx").content)

    assert "第二版" in lines()
    templates.choose_template(by=by, at=AT, form=QUOTE, template=first.pk)
    assert "第一版" in lines()
    templates.choose_template(by=by, at=AT, form=QUOTE, template=None)
    assert "第一版" not in lines()
    assert PaperTemplate.objects.count() == 2
    with pytest.raises(UnableToUseTemplate):
        templates.choose_template(by=by, at=AT, form=JOB, template=first.pk)


def test_only_those_who_manage_templates_change_them(cast: Cast) -> None:
    content = _default(cast)
    with pytest.raises(PermissionDenied):
        _use(cast, content, "ka_head")
    with pytest.raises(PermissionDenied):
        templates.choose_template(by=cast.actor("ka_rep"), at=AT, form=QUOTE, template=None)


def test_the_pages_show_samples_fields_and_history(cast: Cast, admin: Client) -> None:
    listed = admin.get(reverse("documents:paper_list")).content.decode()
    assert "报价单" in listed
    address = reverse("documents:paper_detail", args=[QUOTE])
    assert "{{ customer }}" in admin.get(address).content.decode()
    for format, kind in printing.MEDIA_TYPES.items():
        answer = admin.get(reverse("documents:sample", args=[QUOTE, format]))
        assert answer["Content-Type"] == kind
    assert admin.get(reverse("documents:sample", args=[QUOTE, "exe"])).status_code == 404
    assert PrintLog.objects.count() == 0
    upload = SimpleUploadedFile("a.docx", _changed(_default(cast), "{{ nothing }}"))
    told = admin.post(address, {"file": upload})
    assert told.status_code == 422
    assert "没有字段“nothing”" in told.content.decode()
    upload = SimpleUploadedFile("a.docx", _default(cast))
    assert admin.post(address, {"file": upload}).status_code == 302
    made = PaperTemplate.objects.get()
    shown = admin.get(address).content.decode()
    assert "使用中" in shown
    kept = admin.get(reverse("documents:template_file", args=[QUOTE, made.pk]))
    assert b"".join(kept.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert admin.post(reverse("documents:template_choose", args=[QUOTE])).status_code == 302
    assert not PaperTemplate.objects.get().is_used


def test_a_sample_says_that_it_is_one(cast: Cast) -> None:
    found = printing.preview(by=cast.actor("ka_rep"), at=AT, form=QUOTE)
    text = text_of(found.content)
    assert "样张" in text
    assert "预览，未计打印次数" in text


def test_pages_of_templates_are_for_administrators(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in("ka_rep")
    assert client.get(reverse("documents:paper_list")).status_code == 403
    assert client.get(reverse("documents:paper_detail", args=[QUOTE])).status_code == 403
    assert client.get(reverse("documents:sample", args=["pay.statement", "pdf"])).status_code == 403
    assert client.get(reverse("documents:sample", args=["nothing", "pdf"])).status_code == 404


def test_every_page_of_a_filled_template_carries_the_watermark(cast: Cast) -> None:
    document = docx.Document(io.BytesIO(_default(cast)))
    document.settings.odd_and_even_pages_header_footer = True
    later = document.add_section()
    later.different_first_page_header_footer = True
    document.add_section().first_page_header.is_linked_to_previous = False
    target = io.BytesIO()
    document.save(target)
    _use(cast, target.getvalue())

    first, second, third = docx.Document(io.BytesIO(_quote(cast, format="docx").content)).sections

    def has_mark(header: Any) -> bool:
        return "PowerPlusWaterMark" in header._element.xml

    assert has_mark(first.header)
    assert has_mark(first.even_page_header)
    assert has_mark(second.first_page_header)
    assert has_mark(third.first_page_header)
    assert second.header.is_linked_to_previous


@pytest.mark.parametrize("part", ["word/notes.txt", "word/header9.XML", "word/more.rel"])
def test_a_field_that_fetches_is_found_in_a_part_of_any_name(cast: Cast, part: str) -> None:
    field = '<?xml version="1.0"?><w:p xmlns:w="x"><w:instrText>INCLUDETEXT "a"</w:instrText></w:p>'
    content = io.BytesIO(_default(cast))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr(part, field)
    with pytest.raises(UnableToUseTemplate, match="引用外部内容"):
        _use(cast, content.getvalue())


@pytest.mark.parametrize(
    "pieces",
    [("INCLU", 'DETEXT "a"'), ("D", "DE", "AUTO x"), ("&#73;NCLUDETEXT x",)],
)
def test_a_field_that_fetches_is_found_in_pieces(cast: Cast, pieces: tuple[str, ...]) -> None:
    runs = "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in pieces)
    content = _with_part(_default(cast), "word/footnotes.xml", f"<w:p>{runs}</w:p>")
    with pytest.raises(UnableToUseTemplate, match="引用外部内容"):
        _use(cast, content)


def _with_part(content: bytes, name: str, inside: str) -> bytes:
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, f'<w:x xmlns:w="{WORD}">{inside}</w:x>')
    return target.getvalue()
