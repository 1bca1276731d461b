"""A list of quotes to try the comparison with: made of the catalog, three of them too cheap."""

import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.catalog.queries import ProductCost, costs_on
from dakehu.deals.data.quote_sheet import QUOTE_SHEET, SAMPLE_CUSTOMERS
from dakehu.deals.queries.desk import measured
from dakehu.deals.services.comparisons import UnableToCompareQuotes
from dakehu.exchange.writing.books import TabToWrite, write_book
from dakehu.kit.actors import Actor
from dakehu.policy.decimals import amount, exactly, plain_text
from dakehu.rules.asking import Refused

_COLUMNS: Final = (
    *("number", "customer", "product", "unit", "quantity", "unit_price", "total"),
    *("rebate_rate", "customer_type"),
)
_WORTH: Final = tuple(map(Decimal, ("86000", "240000", "520000", "980000")))
"""What the quotes are about, at cost."""
_DOZEN: Final = 12
_CHEAP: Final = {2: Decimal("0.97"), 6: Decimal("0.985"), 9: Decimal("0.94")}
"""Which of them lie below the rule price, and by how much."""
_UNKNOWN: Final = 11
"""Which of them is about a product that has no cost."""


def sample_quotes(*, by: Actor, on: date) -> tuple[str, bytes]:
    """The name and the content of a workbook; UnableToCompareQuotes without any cost price."""
    known = sorted(costs_on(on).values(), key=lambda one: one.product)
    if not known:
        raise UnableToCompareQuotes(_("还没有产品成本价，示例文件做不出来。"))
    try:
        rows = list(_rows(by, known, on))
    except Refused as refused:
        raise UnableToCompareQuotes(refused.message) from None
    columns = [QUOTE_SHEET.column(code) for code in _COLUMNS]
    with tempfile.TemporaryDirectory(prefix="dakehu-") as folder:
        target = Path(folder) / "sample.xlsx"
        write_book(target, [TabToWrite(_("报价表"), columns, rows)])
        return _("示例报价表.xlsx"), target.read_bytes()


@exactly
def _price(by: Actor, one: ProductCost, quantity: int, rebate: Decimal, on: date) -> Decimal:
    """A price that needs no special approval."""
    inputs = {"quantity": str(quantity), "rebate_rate": plain_text(rebate)}
    answer = measured(by, inputs, one.cost, on, with_chain=False).answer
    return max(Decimal(answer["unit_price"]), Decimal(answer["enough_unit_price"]))


def _rows(by: Actor, known: "list[ProductCost]", on: date) -> Iterator[dict[str, Any]]:
    products, worth = cycle(known), cycle(_WORTH)
    for place, one in enumerate(islice(products, _DOZEN)):
        quantity = max(1, int(next(worth) / one.cost))
        rebate = Decimal("0.02") * (place % 3)
        price = amount(_price(by, one, quantity, rebate, on) * _CHEAP.get(place, Decimal(1)))
        yield {
            "number": f"BJ-{on.year}-{place + 201:04d}",
            "customer": SAMPLE_CUSTOMERS[place % len(SAMPLE_CUSTOMERS)],
            "product": _("新样品（未定成本价）") if place == _UNKNOWN else one.product,
            "unit": one.unit,
            "quantity": quantity,
            "unit_price": price,
            "total": amount(price * quantity),
            "rebate_rate": rebate,
            "customer_type": "enterprise",
        }
