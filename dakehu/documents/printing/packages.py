"""Whether a Word file may serve as a template: nothing in it runs, fetches or bursts."""

import io
import re
import zipfile
from typing import Final
from xml.parsers import expat

from django.utils.translation import gettext as _

from dakehu.kit.errors import UnableTo

LARGEST: Final = 5 * 1024 * 1024
UNPACKED: Final = 40 * 1024 * 1024
LARGEST_PART: Final = 8 * 1024 * 1024
MOST_PARTS: Final = 400
BODY: Final = "word/document.xml"

_TYPE: Final = b"wordprocessingml.document.main+xml"
_RUNS: Final = re.compile(
    r"(?i)vbaproject|vbadata|/activex/|/embeddings/|/afchunk|\.(?:bin|exe|dll|ole|js|vbs|html?|mht)$"
)
_OUTSIDE: Final = re.compile(rb"(?i)TargetMode\s*=\s*[\"']\s*External")
_LINKED: Final = re.compile(
    rb"(?i)/(?:attachedTemplate|oleObject|aFChunk|frame|subDocument|mailMergeSource|control)[\"']"
)
_FIELDS: Final = re.compile(
    r"(?i)\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|MACROBUTTON|IMPORT|RD|DATABASE)\b"
)
_MARKUP: Final = re.compile(rb"\s*(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<")


class UnableToUseTemplate(UnableTo):
    """A file cannot serve as a template; the message says why and what to do."""


def check_package(content: bytes) -> None:
    """UnableToUseTemplate for anything but a plain Word document that stands for itself."""
    if len(content) > LARGEST:
        raise _refused(_("模板文件超过 %d MB，请删去大图片后再上传。") % (LARGEST // 1024 // 1024))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        told = _("这不是完整的 docx 文件。请用 Word 或 WPS 打开后另存为 docx，不要加密码。")
        raise _refused(told) from error


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > UNPACKED:
        raise _refused(_("模板解开后过大，请用 Word 或 WPS 重新做一份。"))
    names = [one.filename for one in parts]
    if BODY not in names or "[Content_Types].xml" not in names or len(set(names)) < len(names):
        raise _refused(_("这不是 Word 文档（docx），请另存为 docx 后再上传。"))
    if any(_RUNS.search(name) for name in names):
        raise _refused(_("模板里有宏、控件或嵌入的对象。请删去后另存为不带宏的 docx。"))
    for one in parts:
        content = _read(archive, one)
        if one.filename.endswith((".xml", ".rels")) or _MARKUP.match(content):
            _check_xml(one.filename, content)


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as file:
        content = file.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise _refused(_("模板解开后过大，请用 Word 或 WPS 重新做一份。"))
    return content


def _check_xml(name: str, content: bytes) -> None:
    head = content[:200]
    if b"\x00" in head or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise _refused(_("模板的内部写法不正常。请用 Word 或 WPS 打开后另存为新的 docx。"))
    if name == "[Content_Types].xml" and (b"macroEnabled" in content or _TYPE not in content):
        raise _refused(_("模板不是普通的 Word 文档（docx）。请另存为不带宏的 docx。"))
    if name.endswith(".rels") and (_OUTSIDE.search(content) or _LINKED.search(content)):
        raise _refused(_("模板引用了外部的文件或网址。请删去链接、链接的图片和附加的模板。"))
    if _FIELDS.search(_Fields(content).told):
        raise _refused(_("模板里有引用外部内容的域。请删去后再上传。"))


class _Fields:
    """What the fields of a part say: Word puts together what stands in several pieces."""

    def __init__(self, content: bytes) -> None:
        self._pieces: list[str] = []
        self._is_inside = False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(content, True)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error
        self.told = "".join(self._pieces)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self._is_inside = local == "instrText"
        if local == "fldChar":
            self._pieces.append(" ")
        for key, value in attributes.items():
            if key.rpartition(" ")[2] == "instr":
                self._pieces.append(f" {value} ")

    def _end(self, _name: str) -> None:
        self._is_inside = False

    def _text(self, text: str) -> None:
        if self._is_inside:
            self._pieces.append(text)


def _refused(told: str) -> UnableToUseTemplate:
    return UnableToUseTemplate(told, field="file", code="template_refused")
