"""The cast with policies published and cost prices entered, and their browsers."""

from datetime import date
from decimal import Decimal

import pytest

from dakehu.catalog.services import enter_cost
from dakehu.kit.actors import system
from dakehu.rulebook.services.versions import publish_shipped
from tests.cast import AT, ON, Cast
from tests.organization.conftest import _settings_of_this_test, cast, signed_in

__all__ = ["_settings_of_this_test", "cast", "signed_in"]

PRODUCT = "TPO防水卷材1.5mm"
EXAMPLE = {
    "customer": "华岳重工",
    "product": PRODUCT,
    "project": "",
    "unit": "㎡",
    "quantity": "10000",
    "rebate_rate": "0.08",
    "offered_unit_price": "84.00",
    "customer_type": "enterprise",
    "tendered": False,
}
"""The question of the policy's own example, offered 1.40 too cheap."""


@pytest.fixture
def company(cast: Cast) -> Cast:
    """Policies in force, and what the example's product costs."""
    publish_shipped(by=system("tests"), at=AT)
    enter_cost(
        by=cast.actor("product_mgmt"),
        at=AT,
        on=ON,
        product=PRODUCT,
        unit="㎡",
        cost=Decimal("70.00"),
        valid_from=date(2026, 10, 1),
    )
    return cast
