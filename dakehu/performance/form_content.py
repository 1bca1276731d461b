"""The text of the appraisal forms as the policies ship it: parts, items, graded standards."""

from functools import lru_cache
from typing import Any

import yaml

from dakehu.policy.loading.files import shipped_book


@lru_cache(maxsize=2)
def form_content(scheme: str) -> dict[str, Any]:
    """The form of a scheme (`sales`, `clerk`). Treat it as frozen."""
    file = shipped_book() / "AP" / "starter" / f"appraisal_{scheme}.yaml"
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found
