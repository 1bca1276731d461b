"""Addresses of pages that a list asks for once a row."""

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse


def address(route: str, *args: int | str) -> str:
    """`reverse`, worked out once for each page: the routes do not change while the site runs."""
    return _worked_out(get_script_prefix(), get_urlconf(), route, args)


@lru_cache(maxsize=8192)
def _worked_out(prefix: str, urlconf: str | None, route: str, args: tuple[int | str, ...]) -> str:
    """The address; where the site stands is there to tell one answer from another."""
    return reverse(route, urlconf=urlconf, args=args)
