"""Small pictures: a screenshot written anew with 256 colours, the frequent and the unlike ones."""

import base64
import struct
import zlib
from typing import Final

from playwright.sync_api import Page

_TO_PALETTE: Final = """async (source) => {
  const image = await createImageBitmap(await (await fetch(source)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const ranked = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || a - b);
  const others = ranked.map((colour) => ({
    colour, far: Infinity, place: 0,
    parts: [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255],
  }));
  const known = [];
  const take = (chosen) => {
    for (const one of others) {
      const [red, green, blue] = one.parts.map((part, place) => part - chosen.parts[place]);
      const far = red * red + green * green + blue * blue;
      if (far < one.far) { one.far = far; one.place = known.length; }
    }
    known.push(chosen.parts);
  };
  others.slice(0, 128).forEach(take);
  while (known.length < Math.min(256, others.length)) {
    take(others.reduce((best, one) => (one.far > best.far ? one : best)));
  }
  const places = new Map(others.map((one) => [one.colour, one.place]));
  const bytes = Uint8Array.from(pixels, (pixel) => places.get(pixel));
  let text = '';
  for (let at = 0; at < bytes.length; at += 32768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  }
  return { width: image.width, height: image.height, colours: known.flat(), bytes: btoa(text) };
}"""


def small(page: Page, png: bytes) -> bytes:
    """The same picture as an indexed PNG; `page` is any page without a content policy."""
    source = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    found = page.evaluate(_TO_PALETTE, source)
    width, height = found["width"], found["height"]
    pixels = base64.b64decode(found["bytes"])
    rows = b"".join(b"\0" + pixels[at : at + width] for at in range(0, len(pixels), width))
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", bytes(found["colours"])),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
