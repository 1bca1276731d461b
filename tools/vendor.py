"""Fetch the front-end libraries and the fonts of papers, and write down what they are.

For maintainers, by hand: `python tools/vendor.py`, or `python tools/vendor.py fonts` for one of the
folders. It needs npm and the network; users need neither, because what it writes is committed.
Source map comments are stripped, since their files are not shipped and `collectstatic` would look
for them. What browsers get is compressed here, once, instead of at every start.
"""

import gzip
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import brotli
from fontTools.ttLib import TTFont

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from dakehu.kit.icons import ICONS  # noqa: E402

VENDOR = REPOSITORY / "dakehu" / "kit" / "static" / "vendor"
FONTS = REPOSITORY / "dakehu" / "documents" / "fonts"
SOURCE_MAP = re.compile(rb"\n?(?://|/\*)# sourceMappingURL=[^\n]*")
SYMBOL = re.compile(r'<symbol id="tabler-([a-z0-9-]+)" viewBox="0 0 24 24".*?</symbol>', re.DOTALL)
INVISIBLE = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'
MIT = """MIT License

Copyright (c) {holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software
and associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def cut_icons(sprite: bytes) -> bytes:
    """The sprite with only the symbols of `dakehu.kit.icons`; their strokes are set by our CSS."""
    found = {match[1]: match[0] for match in SYMBOL.finditer(sprite.decode())}
    missing = sorted(ICONS - found.keys())
    if missing:
        raise SystemExit(f"no such icon: {', '.join(missing)}")
    symbols = "\n".join(found[name].replace(INVISIBLE, "") for name in sorted(ICONS))
    head = '<svg xmlns="http://www.w3.org/2000/svg"><defs>'
    return f"{head}\n{symbols}\n</defs></svg>\n".encode()


@dataclass(frozen=True)
class Package:
    """One npm package: the files taken (`path in it` → `name here`), and its licence."""

    name: str
    version: str
    licence: str
    files: Mapping[str, str]
    texts: Mapping[str, str] = field(default_factory=dict)
    holder: str = ""
    licence_file: str = ""
    change: Callable[[bytes], bytes] = lambda content: SOURCE_MAP.sub(b"", content)


PACKAGES = (
    Package(
        "@tabler/core",
        "1.4.0",
        "MIT",
        {
            "dist/css/tabler.min.css": "tabler.min.css",
            "dist/js/tabler.min.js": "tabler.min.js",
        },
        holder="2018-2025 The Tabler Authors; 2018-2025 codecalm.net Paweł Kuna",
        licence_file="tabler-LICENSE.txt",
    ),
    Package(
        "@tabler/icons-sprite",
        "3.48.0",
        "MIT",
        {"dist/tabler-sprite-nostroke.svg": "icons.svg"},
        {"LICENSE": "tabler-icons-LICENSE.txt"},
        change=lambda content: cut_icons(SOURCE_MAP.sub(b"", content)),
    ),
    Package(
        "echarts",
        "6.1.0",
        "Apache-2.0",
        {"dist/echarts.min.js": "echarts.min.js"},
        {
            "LICENSE": "echarts-LICENSE.txt",
            "NOTICE": "echarts-NOTICE.txt",
            "licenses/LICENSE-d3": "echarts-d3-LICENSE.txt",
        },
    ),
)
PAPER_FONTS = (
    Package(
        "@expo-google-fonts/noto-sans-sc",
        "0.4.3",
        "OFL-1.1",
        {
            "400Regular/NotoSansSC_400Regular.ttf": "NotoSansSC-Regular.ttf",
            "700Bold/NotoSansSC_700Bold.ttf": "NotoSansSC-Bold.ttf",
        },
        {"LICENSE_FONT": "NotoSansSC-OFL.txt"},
        change=lambda content: content,
    ),
)
FOLDERS = {"web": (VENDOR, PACKAGES), "fonts": (FONTS, PAPER_FONTS)}


def fetched(package: Package, folder: Path) -> dict[str, bytes]:
    """Every file of the package, by its path in it."""
    wanted = f"{package.name}@{package.version}"
    told = subprocess.run(
        ["npm", "pack", "--silent", wanted], cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / told.stdout.split()[-1]) as archive:
        taken = {f"package/{path}" for path in (*package.files, *package.texts)}
        files = {name: archive.extractfile(name) for name in taken}
        return {name.removeprefix("package/"): file.read() for name, file in files.items() if file}


def written(folder: Path, name: str, content: bytes) -> dict[str, str]:
    """Write a file, for browsers with its two compressed forms, and say its name and sum."""
    path = folder / name
    path.write_bytes(content)
    if folder == VENDOR:
        path.with_name(f"{name}.br").write_bytes(brotli.compress(content, quality=11))
        path.with_name(f"{name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
    return {"file": name, "sha256": hashlib.sha256(content).hexdigest()}


def vendored(package: Package, target: Path, folder: Path) -> dict[str, Any]:
    """Take one package over into `target`; the answer is its entry in vendor.json."""
    content = fetched(package, folder)
    for source, name in package.texts.items():
        (target / name).write_bytes(content[source])
    texts = list(package.texts.values())
    if package.licence_file:
        (target / package.licence_file).write_text(MIT.format(holder=package.holder), "utf-8")
        texts.append(package.licence_file)
    files = [
        written(target, name, package.change(content[source]))
        for source, name in package.files.items()
    ]
    about = {"name": package.name, "version": package.version, "licence": package.licence}
    return {**about, "licence_files": sorted(texts), "files": files}


def fetch(target: Path, packages: tuple[Package, ...]) -> int:
    """Fill a folder anew; the number of files."""
    target.mkdir(parents=True, exist_ok=True)
    for old in target.iterdir():
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        listed = [vendored(package, target, Path(folder)) for package in packages]
    text = json.dumps({"packages": listed}, ensure_ascii=False, indent=2)
    (target / "vendor.json").write_text(f"{text}\n", "utf-8")
    return sum(len(each["files"]) for each in listed)


def note_characters() -> None:
    """Note which characters all fonts have, as ranges: reading the fonts at run time is slow."""
    tables = [set(TTFont(path, lazy=True).getBestCmap()) for path in FONTS.glob("*.ttf")]
    ranges: list[list[int]] = []
    for code in sorted(set.intersection(*tables)):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    text = "\n".join(f"{first:X}-{last:X}" for first, last in ranges)
    (FONTS / "characters.txt").write_text(f"{text}\n", "ascii")


def main() -> None:
    """Fetch everything anew, or the folders that are named."""
    count = sum(fetch(*FOLDERS[name]) for name in sys.argv[1:] or FOLDERS)
    if "fonts" in (sys.argv[1:] or FOLDERS):
        note_characters()
    sys.stdout.write(f"{count} files written\n")


if __name__ == "__main__":
    main()
