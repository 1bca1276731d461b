"""Fixtures of the set-up."""

import pytest
from django.test import Client
from pytest_django import Settings

from dakehu.demo.services import install
from tests.web.setting_up import AT, DAY, signed_in_as


@pytest.fixture
def admin(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The administrator of an empty company, past the first password, on a fixed day."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for module in ("views.setup", "queries.setup"):
        monkeypatch.setattr(f"dakehu.web.{module}.today", lambda: DAY)
    install(at=AT, with_demo=False)
    return signed_in_as("admin")
