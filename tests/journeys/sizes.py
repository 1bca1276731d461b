"""The two screens on which a journey is walked."""

import pytest

everywhere = pytest.mark.parametrize("size", ["desktop", "phone"], indirect=True)
on_phone = pytest.mark.parametrize("size", ["phone"], indirect=True)
