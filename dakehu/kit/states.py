"""Which colour a state's word has, so that the same word looks the same everywhere.

Red is for overdue, refused and 要你处理 alone; orange for soon, green for done, blue for running,
grey for closed.
"""

from typing import Final

from dakehu.kit.data.states import WORDS

COLOURS: Final = frozenset(WORDS)
_COLOUR_OF: Final = {word: colour for colour, words in WORDS.items() for word in words.split()}


def colour_of(word: str) -> str:
    """The colour of a state's word; grey for words that are not listed."""
    return _COLOUR_OF.get(word, "grey")
