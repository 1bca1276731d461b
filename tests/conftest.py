"""Settings shared by all tests: the hypothesis profile, and nothing carried from test to test."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from dakehu.kit.settings_store import forget

# The same examples on every run: a red test stays red until it is mended.
settings.register_profile(
    "ci", derandomize=True, max_examples=100, deadline=None, database=None, print_blob=True
)
settings.load_profile("ci")


@pytest.fixture(autouse=True)
def _settings_are_read_anew() -> Iterator[None]:
    """What one test read of the installation's settings is nothing to the next."""
    forget()
    yield
    forget()
