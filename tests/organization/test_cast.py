"""The cast stands on its feet."""

import pytest

from tests.cast import Cast, build_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast()


def test_each_of_the_cast_acts_in_their_roles(cast: Cast) -> None:
    assert cast.actor("ka_rep").roles == {"ka_rep"}
    assert cast.actor("market_director").roles == {"market_director", "mkt_center"}
    assert cast.actor("admin").roles == {"admin"}
