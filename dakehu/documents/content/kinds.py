"""The kinds of file that are kept, each with its media type and its extensions."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """A kind of file; its first extension is the usual one.

    `is_inline` says that a browser may show it in place of saving it; `icon` is a name of the kit.
    """

    code: str
    name: "str | Promise"
    media_type: str
    extensions: tuple[str, ...]
    icon: str = "file"
    is_inline: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"

_ALL = (
    Kind("pdf", _("PDF 文件"), "application/pdf", ("pdf",), "file-type-pdf", True),
    Kind("ofd", _("OFD 版式文件"), "application/ofd", ("ofd",), "file-certificate"),
    Kind("png", _("PNG 图片"), "image/png", ("png",), "photo", True),
    Kind("jpg", _("JPG 图片"), "image/jpeg", ("jpg", "jpeg", "jfif"), "photo", True),
    Kind("gif", _("GIF 图片"), "image/gif", ("gif",), "photo", True),
    Kind("webp", _("WebP 图片"), "image/webp", ("webp",), "photo", True),
    Kind("bmp", _("BMP 图片"), "image/bmp", ("bmp", "dib"), "photo"),
    Kind("tif", _("TIFF 图片"), "image/tiff", ("tif", "tiff"), "photo"),
    Kind("heic", _("HEIC 照片"), "image/heic", ("heic", "heif"), "photo"),
    Kind("svg", _("SVG 图形"), "image/svg+xml", ("svg",), "photo"),
    Kind(
        "docx",
        _("Word 文档"),
        f"{_OFFICE}.wordprocessingml.document",
        ("docx", "dotx", "wps"),
        "file-description",
    ),
    Kind(
        "xlsx",
        _("Excel 表格"),
        f"{_OFFICE}.spreadsheetml.sheet",
        ("xlsx", "xltx", "et"),
        "file-spreadsheet",
    ),
    Kind(
        "pptx",
        _("PPT 演示文稿"),
        f"{_OFFICE}.presentationml.presentation",
        ("pptx", "potx", "ppsx", "dps"),
        "file",
    ),
    Kind("xlsb", _("二进制 Excel 表格"), "application/vnd.ms-excel", ("xlsb",), "file-spreadsheet"),
    Kind(
        "macro",
        _("带宏的 Office 文件"),
        "application/octet-stream",
        ("xlsm", "docm", "pptm", "xltm", "dotm", "xlam"),
        "file",
    ),
    Kind(
        "doc", _("旧版 Word 文档"), "application/msword", ("doc", "dot", "wps"), "file-description"
    ),
    Kind(
        "xls",
        _("旧版 Excel 表格"),
        "application/vnd.ms-excel",
        ("xls", "xlt", "et"),
        "file-spreadsheet",
    ),
    Kind("ppt", _("旧版 PPT"), "application/vnd.ms-powerpoint", ("ppt", "pps", "dps"), "file"),
    Kind(
        "locked",
        _("加密码的 Office 文件"),
        "application/octet-stream",
        ("xlsx", "docx", "pptx", "xlsm", "docm", "pptm"),
        "lock",
    ),
    Kind("msg", _("Outlook 邮件"), "application/vnd.ms-outlook", ("msg",), "mail"),
    Kind("odt", _("ODF 文档"), f"{_OPEN}.text", ("odt",), "file-description"),
    Kind("ods", _("ODF 表格"), f"{_OPEN}.spreadsheet", ("ods",), "file-spreadsheet"),
    Kind("odp", _("ODF 演示文稿"), f"{_OPEN}.presentation", ("odp",), "file"),
    Kind("zip", _("ZIP 压缩包"), "application/zip", ("zip",), "archive"),
    Kind("rar", _("RAR 压缩包"), "application/vnd.rar", ("rar",), "archive"),
    Kind("7z", _("7z 压缩包"), "application/x-7z-compressed", ("7z",), "archive"),
    Kind("gz", _("GZ 压缩文件"), "application/gzip", ("gz", "tgz"), "archive"),
    Kind("xml", _("XML 文件"), "application/xml", ("xml",), "file-text"),
    Kind("csv", _("CSV 表格"), "text/csv", ("csv", "tsv"), "file-text"),
    Kind(
        "txt",
        _("文本"),
        "text/plain",
        ("txt", "md", "log", "json", "eml", "ics", "vcf"),
        "file-text",
    ),
    Kind("dwg", _("CAD 图纸"), "image/vnd.dwg", ("dwg",), "file"),
    Kind("mp4", _("视频"), "video/mp4", ("mp4", "m4a", "mov", "3gp"), "file"),
    Kind("mp3", _("录音"), "audio/mpeg", ("mp3",), "file"),
    Kind("wav", _("录音"), "audio/wav", ("wav",), "file"),
    Kind("amr", _("录音"), "audio/amr", ("amr",), "file"),
)

KINDS = {one.code: one for one in _ALL}
"""Kind by code."""

_BANNED = """
ade adp apk app appx bat chm cmd com cpl crt dll dmg exe gadget hta htm html inf ins iso
isp jar js jse lib lnk mde mht mhtml mjs msc msi msix msp mst nsh php pif pl ps1 ps1xml
ps2 psc1 psm1 py pyw rb reg scf scr sct sh shb shtml svgz swf sys url vb vbe vbs vhd
vhdx vxd wasm wsc wsf wsh xhtml xht xll
"""
BANNED_EXTENSIONS = frozenset(_BANNED.split())
"""Extensions that an operating system runs or a browser shows as a page, whatever is inside."""
