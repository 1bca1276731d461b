"""The cast, and their browsers."""

from tests.organization.conftest import _settings_of_this_test, cast, signed_in

__all__ = ["_settings_of_this_test", "cast", "signed_in"]
