"""Which characters no text of a person has."""

import unicodedata


def has_controls(text: str) -> bool:
    """Whether a control character or half of a pair is in it: PostgreSQL keeps neither."""
    return any(unicodedata.category(one) in {"Cc", "Cs"} for one in text)
