"""Small files of many kinds, made as the programs make them."""

import io
import struct
import zipfile
import zlib


def pdf(text: str = "") -> bytes:
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + text.encode() + b"\n%%EOF\n"


def png() -> bytes:
    def part(name: bytes, data: bytes) -> bytes:
        whole = name + data
        return struct.pack(">L", len(data)) + whole + struct.pack(">L", zlib.crc32(whole))

    head = part(b"IHDR", struct.pack(">2L5B", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(b"\0\0")) + part(b"IEND", b"")


def jpg() -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


def zipped(**files: bytes | str) -> bytes:
    return zipped_as({name.replace("__", "/"): content for name, content in files.items()})


def zipped_as(files: dict[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return made.getvalue()


def office(folder: str, *more: str) -> bytes:
    names = ("[Content_Types].xml", f"{folder}/document.xml", *more)
    return zipped_as(dict.fromkeys(names, "<x/>"))


def compound(*streams: str) -> bytes:
    """An old Office file: a header, and a directory with these streams."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    entries = [f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in streams]
    return head + b"".join(entries)
