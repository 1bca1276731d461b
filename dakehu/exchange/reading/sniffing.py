"""What a file is, by its first bytes and its parts; the name is only compared."""

import zipfile
from enum import Enum
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from dakehu.exchange.reading.refusals import LONGEST_FILE, MB, UnreadableFile

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_HEAD: Final = 4096


class Kind(Enum):
    """A kind of file that is read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    TEXT = "csv"

    def notices_for(self, name: str) -> tuple[str, ...]:
        """Says so where the extension of `name` belies the content."""
        ending = Path(name.strip()).suffix.lower().lstrip(".")
        if ending in _ENDINGS[self]:
            return ()
        told = _("文件名以“.%(ending)s”结尾，内容其实是 %(kind)s，已按内容读取。")
        if not ending:
            told = _("文件名没有扩展名，内容是 %(kind)s，已按内容读取。")
        return (told % {"ending": ending[:10], "kind": self.value},)


_ENDINGS: Final = {
    Kind.XLSX: {"xlsx", "xlsm", "xltx", "xltm", "et", "ett"},
    Kind.XLS: {"xls", "xlt", "et", "ett"},
    Kind.ODS: {"ods", "ots"},
    Kind.TEXT: {"csv", "txt", "tsv"},
}


def kind_of(path: Path, name: str) -> Kind:
    """The kind of the file; UnreadableFile where it is none that is read."""
    size = path.stat().st_size
    if not size:
        raise UnreadableFile(_("文件是空的。请确认选对了文件，保存后再上传。"))
    if size > LONGEST_FILE:
        raise UnreadableFile(
            _("文件有 %(size)s MB，最大 %(most)s MB。请分成几个文件后再上传。")
            % {"size": size // MB, "most": LONGEST_FILE // MB}
        )
    with path.open("rb") as opened:
        head = opened.read(_HEAD)
    if head.startswith(_OLE):
        return _old_office(path)
    if head.startswith(b"PK"):
        return _packed(path)
    _refuse_what_is_no_table(head)
    return Kind.TEXT


def _old_office(path: Path) -> Kind:
    content = path.read_bytes()
    if _ENCRYPTED in content:
        raise UnreadableFile.locked()
    names = (("WordDocument", "Word"), ("PowerPoint Document", "PowerPoint"))
    for stream, told in names:
        if stream.encode("utf-16-le") in content:
            raise _not_a_table(told)
    return Kind.XLS


def _packed(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {one.replace("\\", "/").lower() for one in archive.namelist()}
            mimetype = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile.damaged() from error
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if "xl/workbook.bin" in names:
        raise UnreadableFile(
            _("这是 .xlsb 文件，无法读取。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。")
        )
    if b"opendocument.spreadsheet" in mimetype:
        return Kind.ODS
    if any(one.startswith("word/") for one in names):
        raise _not_a_table("Word")
    if any(one.startswith("ppt/") for one in names):
        raise _not_a_table("PowerPoint")
    if any(one.startswith("xl/") for one in names):
        raise UnreadableFile.damaged()
    raise UnreadableFile(_("这是压缩包，不是表格。请先解压，再上传里面的表格文件。"))


def _refuse_what_is_no_table(head: bytes) -> None:
    if head[:2] in {b"\x09\x00", b"\x09\x02", b"\x09\x04"} and head[2] < 9:
        raise UnreadableFile(
            _("这是很旧的 Excel 格式，无法读取。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。")
        )
    for signature, told in _SIGNATURES:
        if head.startswith(signature) and (len(signature) > 2 or b"\x00" in head):
            raise _not_a_table(told() if callable(told) else told)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    is_markup = text.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head"))
    if is_markup or (text.startswith(b"<") and (b"<html" in text or b"<table" in text)):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in text and b"<workbook" in text:
            raise _saved_otherwise("XML")
        raise _saved_otherwise("HTML")
    if text.startswith(b"<?xml") or b"<workbook" in text:
        raise _saved_otherwise("XML")


def _saved_otherwise(told: str) -> UnreadableFile:
    return UnreadableFile(
        _(
            "这个文件其实是 %(kind)s 网页格式，不是真正的表格。"
            "请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。"
        )
        % {"kind": told}
    )


def _not_a_table(told: str) -> UnreadableFile:
    return UnreadableFile(
        _("这是 %(kind)s 文件，不是表格。请上传 .xlsx、.xls 或 .csv 文件。") % {"kind": told}
    )


_SIGNATURES: Final = (
    (b"%PDF", "PDF"),
    (b"\xff\xd8\xff", lambda: _("图片")),
    (b"\x89PNG", lambda: _("图片")),
    (b"GIF8", lambda: _("图片")),
    (b"BM", lambda: _("图片")),
    (b"II*\x00", lambda: _("图片")),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
    (b"MZ", lambda: _("程序")),
    (b"\x7fELF", lambda: _("程序")),
)
