"""How large files may be; the company may set other numbers."""

from typing import Final

from dakehu.kit.settings_store import read

MB: Final = 1024 * 1024
FILE_MB: Final = 20
RECORD_MB: Final = 200
_MOST_MB: Final = 50


def longest_file() -> int:
    """The most bytes of one attachment."""
    return min(_megabytes("attachments.file_mb", FILE_MB), _MOST_MB) * MB


def most_of_record() -> int:
    """The most bytes that the attachments of one record take together."""
    return _megabytes("attachments.record_mb", RECORD_MB) * MB


def _megabytes(key: str, usual: int) -> int:
    wanted = read(key, usual)
    return wanted if type(wanted) is int and wanted > 0 else usual
