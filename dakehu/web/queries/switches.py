"""The packs and whether they are on."""

from dataclasses import dataclass

from dakehu.kit.registry import Pack, packs
from dakehu.kit.settings_store import pack_is_on


@dataclass(frozen=True)
class PackLine:
    """A pack as the page shows it."""

    pack: Pack
    is_on: bool


def pack_name(code: str) -> str:
    """What a pack is called; its code where this version has no such pack."""
    found = packs.get(code)
    return str(found.name) if found else code


def pack_lines() -> list[PackLine]:
    """Every pack that this version of the product has."""
    return [PackLine(pack, pack.is_fixed or pack_is_on(pack.code)) for pack in packs]
