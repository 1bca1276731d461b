"""The company through which the walks go."""

import pytest

from dakehu.accounts.models import User
from dakehu.kit.actors import system
from dakehu.rulebook.services.versions import publish_shipped
from tests.cast import AT, ON, Cast, build_cast


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast on the business day, with policies published and passwords of their own."""
    monkeypatch.setattr("dakehu.organization.queries.acting.today", lambda: ON)
    publish_shipped(by=system("tests"), at=AT)
    built = build_cast()
    User.objects.update(must_change_password=False)
    return built
