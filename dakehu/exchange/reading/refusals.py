"""Why a file is not read, in words for the uploader, and the limits of what is."""

from typing import Final

from django.utils.translation import gettext as _

from dakehu.kit.errors import UnableTo

MB: Final = 1024 * 1024
LONGEST_FILE: Final = 50 * MB
MOST_UNPACKED: Final = 500 * MB
STEEPEST: Final = 200
"""How many times its size a file may unpack to."""
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 500
MOST_CELLS: Final = 12_000_000
"""Rows times columns: the reading library keeps the whole rectangle in memory."""


class UnreadableFile(UnableTo):
    """The file cannot be read as a table; the message says why and what to do."""

    @classmethod
    def damaged(cls) -> "UnreadableFile":
        """Broken inside."""
        return cls(
            _("文件已损坏或没有传完整。请用 Excel 或 WPS 打开原文件，另存为 .xlsx 后再上传。")
        )

    @classmethod
    def locked(cls) -> "UnreadableFile":
        """It asks for a password."""
        return cls(
            _("文件设有打开密码。请在 Excel 或 WPS 里打开，取消密码（文件→信息→保护）后再上传。")
        )

    @classmethod
    def swollen(cls) -> "UnreadableFile":
        """It unpacks to far more than its size."""
        return cls(
            _("文件展开后过大，不予读取。请把需要的表格复制到新的工作簿，另存为 .xlsx 后再上传。")
        )


def check_extent(rows: int, columns: int) -> None:
    """Refuse what is too long, too wide, or too large as a rectangle."""
    if rows > MOST_ROWS:
        raise UnreadableFile(
            _(
                "表格到第 %(rows)s 行还有内容，一次最多读 %(most)s 行。"
                "请分成几个文件，或删去下面多余的行。"
            )
            % {"rows": f"{rows:,}", "most": f"{MOST_ROWS:,}"}
        )
    if columns > MOST_COLUMNS:
        raise UnreadableFile(
            _("表格有 %(columns)s 列，最多读 %(most)s 列。请删去右边多余的列后再上传。")
            % {"columns": f"{columns:,}", "most": f"{MOST_COLUMNS:,}"}
        )
    if rows * columns > MOST_CELLS:
        raise UnreadableFile(
            _(
                "表格有 %(rows)s 行、%(columns)s 列，范围过大。"
                "请只保留需要的列，或分成几个文件后再上传。"
            )
            % {"rows": f"{rows:,}", "columns": f"{columns:,}"}
        )
