"""Storing files: content decides, names are cleaned, equal contents lie on the disk once."""

import hashlib
import io
import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from dakehu.documents.content.names import clean_name, named_by_content
from dakehu.documents.models import StoredFile
from dakehu.documents.queries.files import damaged_files, path_of
from dakehu.documents.services.files import UnableToStoreFile, clear_unused, store_file
from dakehu.kit.actors import system
from dakehu.kit.errors import UnableTo
from dakehu.kit.work import work
from tests.cast import AT
from tests.documents import makers

pytestmark = pytest.mark.django_db
BY = system("tests")


def _stored(content: bytes, name: str = "资料.pdf") -> StoredFile:
    return store_file(by=BY, at=AT, name=name, content=content)


def test_a_stored_file_is_found_again_under_its_hash(media: Path) -> None:
    content = makers.pdf("合同")

    file = _stored(content, "合同扫描件.pdf")

    assert (file.name, file.kind, file.size) == ("合同扫描件.pdf", "pdf", len(content))
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert (
        path_of(file)
        == path_of(file.pk)
        == media / file.sha256[:2] / file.sha256[2:4] / file.sha256
    )
    assert path_of(file).read_bytes() == content


def test_equal_contents_lie_on_the_disk_once(media: Path) -> None:
    first, second = _stored(makers.pdf(), "甲.pdf"), _stored(makers.pdf(), "乙.pdf")

    assert first.pk != second.pk
    assert path_of(first) == path_of(second)
    assert len([one for one in media.rglob("*") if one.is_file()]) == 1


def test_a_stream_and_a_path_are_stored_like_bytes(tmp_path: Path) -> None:
    source = tmp_path / "来源"
    source.write_bytes(makers.png())

    by_path = store_file(by=BY, at=AT, name="图.png", content=source)
    by_stream = store_file(by=BY, at=AT, name="图.png", content=io.BytesIO(makers.png()))

    assert by_path.sha256 == by_stream.sha256 == _stored(makers.png(), "图.png").sha256


KINDS = {
    "pdf": (makers.pdf(), "a.pdf"),
    "png": (makers.png(), "a.png"),
    "jpg": (makers.jpg(), "a.jpeg"),
    "docx": (makers.office("word"), "a.docx"),
    "xlsx": (makers.office("xl"), "a.xlsx"),
    "pptx": (makers.office("ppt"), "a.pptx"),
    "macro": (makers.office("xl", "xl/vbaProject.bin"), "a.xlsm"),
    "doc": (makers.compound("Root Entry", "WordDocument"), "a.doc"),
    "xls": (makers.compound("Root Entry", "Workbook"), "a.xls"),
    "ppt": (makers.compound("Root Entry", "PowerPoint Document"), "a.ppt"),
    "locked": (makers.compound("Root Entry", "EncryptedPackage"), "a.xlsx"),
    "ofd": (makers.zipped_as({"OFD.xml": "<x/>", "Doc_0/Document.xml": "<x/>"}), "a.ofd"),
    "zip": (makers.zipped_as({"说明.txt": "说明"}), "a.zip"),
    "rar": (b"Rar!\x1a\x07\x01\x00" + bytes(20), "a.rar"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', "a.svg"),
    "xml": ('<?xml version="1.0" encoding="GBK"?><发票 号="1"/>'.encode("gbk"), "a.xml"),
    "csv": ("姓名,金额\n林晓雯,1\n".encode("gb18030"), "a.csv"),
    "txt": ("\ufeff会议纪要".encode("utf-16-le"), "a.txt"),
    "webp": (b"RIFF\x10\0\0\0WEBPVP8 " + bytes(8), "a.webp"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(16), "a.heic"),
    "dwg": (b"AC1032" + bytes(100), "a.dwg"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_is_told_by_the_content(kind: str) -> None:
    content, name = KINDS[kind]

    assert _stored(content, name).kind == kind
    assert _stored(content, "什么都没有说").kind in {kind, "txt"}


PROGRAMS = {
    "windows": (b"MZ\x90\0" + bytes(60), "安装.pdf"),
    "linux": (b"\x7fELF\x02" + bytes(60), "a.png"),
    "link": (b"L\0\0\0\x01\x14\x02\0" + bytes(60), "合同.pdf"),
    "java": (
        makers.zipped_as({"META-INF/MANIFEST.MF": "Main-Class: A", "A.class": b"\xca\xfe"}),
        "a.zip",
    ),
    "shell": (b"#!/bin/sh\nrm -rf /\n", "说明.txt"),
    "php": (b"<?php system($_GET['c']);", "a.txt"),
    "batch": (b"@echo off\r\ndel *\r\n", "a.txt"),
    "by its extension": ("打开".encode(), "看我.vbs"),
    "with a link": (b"[InternetShortcut]\nURL=file://x", "a.txt"),
    "installer": (makers.compound("Root Entry", "\u4840\u3b3f\u43f2"), "a.doc"),
}
PAGES = {
    "page as PDF": (b"<!DOCTYPE html><script>alert(1)</script>", "发票.pdf"),
    "page as table": (
        b"\xef\xbb\xbf  <!-- bank -->\n<table><tr><td>1</td></tr></table>",
        "流水.xls",
    ),
    "page in UTF-16": ("\ufeff<html><script>1</script>".encode("utf-16-le"), "a.txt"),
    "XML that is a page": (
        b'<?xml version="1.0"?><x xmlns:h="http://www.w3.org/1999/xhtml"><h:script/></x>',
        "a.xml",
    ),
    "XML with a style sheet": (b'<?xml version="1.0"?><?xml-stylesheet href="a"?><x/>', "a.xml"),
    "SVG with a script": (
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
        "a.svg",
    ),
    "SVG that listens": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="a()"/>', "a.svg"),
    "SVG that links": (
        b'<svg xmlns:x="http://www.w3.org/1999/xlink"><a x:href="java&#10;script:a()"/></svg>',
        "a.svg",
    ),
    "SVG in GBK": (
        '<?xml version="1.0" encoding="gb2312"?><svg><图/><script/></svg>'.encode("gbk"),
        "a.svg",
    ),
    "laughs": (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>',
        "a.xml",
    ),
}
BROKEN = {
    "nothing we know": (b"\x01\x02\x03" * 50, "a.pdf"),
    "half a zip": (makers.office("xl")[:60], "a.xlsx"),
    "half an XML": (b"<svg><path>", "a.svg"),
    "strange encoding": (
        b'<?xml version="1.0" encoding="utf-7"?><svg>+ADw-script+AD4-</svg>',
        "a.svg",
    ),
}


@pytest.mark.parametrize("case", [*PROGRAMS, *PAGES, *BROKEN])
def test_what_could_be_run_or_is_unknown_is_refused(case: str, media: Path) -> None:
    content, name = {**PROGRAMS, **PAGES, **BROKEN}[case]

    with pytest.raises(UnableToStoreFile, match=r"。$") as refused:
        _stored(content, name)

    assert refused.value.code == "file_refused"
    assert not [one for one in media.rglob("*") if one.is_file()]
    assert not StoredFile.objects.exists()


def test_an_empty_file_and_one_too_large_are_refused_with_nothing_left(media: Path) -> None:
    with pytest.raises(UnableToStoreFile, match="文件是空的"):
        _stored(b"")
    with pytest.raises(UnableToStoreFile, match="文件超过 1 MB"):
        store_file(by=BY, at=AT, name="a.pdf", content=makers.pdf("1" * 2**20), longest=2**20)

    assert not [one for one in media.rglob("*") if one.is_file()]


def test_a_zip_bomb_is_kept_unopened() -> None:
    bomb = makers.zipped_as({f"{n}.txt": bytes(10_000_000) for n in range(5)})

    file = _stored(bomb, "资料.zip")

    assert (file.kind, file.size) == ("zip", len(bomb))


def test_an_upload_cut_off_leaves_nothing(media: Path) -> None:
    class CutOff(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            found = super().read(10)
            if not found:
                raise OSError("cut off")
            return found

    with pytest.raises(OSError, match="cut off"):
        store_file(by=BY, at=AT, name="a.pdf", content=CutOff(makers.pdf()))

    assert not [one for one in media.rglob("*") if one.is_file()]


@pytest.mark.parametrize(
    "given, kept",
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\合同\\一.pdf", "一.pdf"),
        ("a\0b\r\n.pdf", "ab.pdf"),
        ("发票\u202efdp.exe", "发票fdp.exe"),
        ("零\u200b宽.pdf", "零宽.pdf"),
        ("CON", "_CON"),
        ("nul.pdf", "_nul.pdf"),
        ('a<b>"c|d?.pdf', "a_b__c_d_.pdf"),
        ("..", "未命名"),
        ("", "未命名"),
        (".htaccess", "htaccess"),
        ("合同.pdf. . ", "合同.pdf"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_names_lose_what_could_lead_astray(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@pytest.mark.parametrize(
    "name, kind, safe",
    [
        ("发票.pdf", "jpg", "发票.jpg"),
        ("发票.PDF", "pdf", "发票.PDF"),
        ("流水", "xlsx", "流水.xlsx"),
        ("V2.1版", "docx", "V2.1版.docx"),
        ("表.xlsx", "locked", "表.xlsx"),
    ],
)
def test_a_file_is_handed_out_with_the_extension_of_its_content(
    name: str, kind: str, safe: str
) -> None:
    assert named_by_content(name, kind) == safe


def test_files_gone_or_changed_are_told() -> None:
    fine, changed, gone = (_stored(makers.pdf(text), f"{text}.pdf") for text in ("一", "二", "三"))
    path_of(changed).write_bytes(makers.pdf("改过"))
    path_of(gone).unlink()

    found = {one.file: one.is_missing for one in damaged_files()}

    assert found == {changed.pk: False, gone.pk: True}
    assert fine.pk not in found


def test_storing_a_damaged_content_again_mends_it() -> None:
    file = _stored(makers.pdf())
    path_of(file).write_bytes(b"?")

    _stored(makers.pdf())

    assert not list(damaged_files())


def _store_and_take_back(text: str) -> None:
    with suppress(UnableTo), work(by=BY, at=AT):
        _stored(makers.pdf(text))
        raise UnableTo("taken back")


def test_what_no_row_names_is_cleared_after_a_day(media: Path) -> None:
    kept = _stored(makers.pdf("留"))
    _store_and_take_back("弃")
    (media / "waiting" / "half").write_bytes(b"half")
    old = (AT - timedelta(days=2)).timestamp()
    for place in media.rglob("*"):
        os.utime(place, (old, old))
    _store_and_take_back("刚刚")

    assert clear_unused(at=AT) == 2
    assert path_of(kept).is_file()
    assert len([one for one in media.rglob("*") if one.is_file()]) == 2
