"""Where stored files lie, and whether they are as they were stored."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from dakehu.documents.models import StoredFile
from dakehu.kit.downloads import Download


@dataclass(frozen=True)
class Damaged:
    """A stored file that is gone (`is_missing`) or is not what was stored."""

    file: int
    name: str
    sha256: str
    is_missing: bool


def place_of(sha256: str) -> Path:
    """Where the content of that hash lies."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def path_of(file: StoredFile | int) -> Path:
    """Where a stored file lies on the disk; a row may outlive its file, see `damaged_files`."""
    found = StoredFile.objects.get(pk=file) if isinstance(file, int) else file
    return place_of(found.sha256)


def download_of(file: StoredFile) -> Download:
    """A stored file as it is handed out: its name and its kind follow from its content."""
    kind = file.about_kind
    return Download(path_of(file), file.safe_name, kind.media_type, kind.is_inline)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def damaged_files() -> Iterator[Damaged]:
    """The stored files whose content is gone or changed; reads each content once."""
    stored = StoredFile.objects.filter(cleared_at__isnull=True).order_by("sha256", "pk")
    rows = stored.values_list("pk", "name", "sha256")
    last, fault = "", False
    is_missing = False
    for number, name, sha256 in rows.iterator():
        if sha256 != last:
            place = place_of(sha256)
            is_missing = not place.is_file()
            fault = is_missing or hash_of(place) != sha256
            last = sha256
        if fault:
            yield Damaged(number, name, sha256, is_missing)
