"""Names of files, as given by whoever uploads and as they are safe to keep and to hand out."""

import re
import unicodedata
from typing import Final

from django.utils.translation import gettext as _

from dakehu.documents.content.kinds import KINDS

LONGEST_NAME: Final = 120
_LONGEST_EXTENSION: Final = 10
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
_EXTENSION: Final = re.compile(r"\.([A-Za-z0-9]{1,10})")


def clean_name(name: str) -> str:
    """The bare name without folders, invisible signs and what Windows cannot store.

    Signs that turn the direction of writing go too: they make `fdp.exe` look like `exe.pdf`.
    """
    bare = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(one for one in bare if unicodedata.category(one)[0] != "C")
    plain = " ".join(_FORBIDDEN.sub("_", seen).split()).strip(". ")
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    return _shortened(plain) or _("未命名")


def extension_of(name: str) -> str:
    """The extension in small letters, without its dot; nothing where there is none."""
    _stem, dot, last = name.rpartition(".")
    match = _EXTENSION.fullmatch(dot + last)
    return match[1].lower() if match else ""


def agrees(name: str, kind: str) -> bool:
    """Whether a name's extension is one of its kind."""
    return extension_of(name) in KINDS[kind].extensions


def named_by_content(name: str, kind: str) -> str:
    """The name with an extension that its content has: `发票.pdf` that is a picture → `.jpg`.

    A kind of Office file with a password keeps what it was called.
    """
    if agrees(name, kind):
        return name
    extension = extension_of(name)
    known = any(extension in one.extensions for one in KINDS.values())
    stem = name[: -len(extension) - 1] if known else name
    right = KINDS[kind].extensions[0]
    return f"{_shortened(stem, LONGEST_NAME - len(right) - 1)}.{right}"


def _shortened(name: str, most: int = LONGEST_NAME) -> str:
    """The name cut in its middle, so that its extension stays."""
    if len(name) <= most:
        return name
    extension = extension_of(name)
    end = f".{extension}" if extension else ""
    return name[: most - len(end)].rstrip(". ") + end
