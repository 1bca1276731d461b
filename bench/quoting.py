"""How fast the price desk answers while somebody types: a real server, one client, the demo."""

import http.client
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from bench.measuring import Measured, repeated
from bench.site import Client, served

DESK = "/deals/desk/"
TYPED = {
    "customer": "华岳重工（江州）有限公司",
    "product": "TPO防水卷材1.5mm",
    "unit": "㎡",
    "unit_cost": "70",
    "rebate_rate": "8",
    "customer_type": "enterprise",
    "other_0_kind": "运费",
    "other_0_amount": "6000",
    "other_0_per": "lump",
}
BAR = "≤ 50"


def measure(*, quick: bool) -> Iterator[Measured]:
    """The slowest of twenty answers while a price is typed, several times over."""
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as (port, _first, _process),
    ):
        client = Client(port)
        client.sign_in("linxiaowen")
        client.ask("GET", DESK)
        runs, size = [], 0
        for _ in range(2 if quick else 5):
            times = []
            for number in range(20 if quick else 100):
                took, size = _typed(client, number)
                times.append(took)
            runs.append(sorted(times)[int(len(times) * 0.95)])
    what = f"报价测算边填边算的一次应答（含审批链），95% 不超过；网络上 {size / 1024:.0f} KB"
    yield repeated("price_live_p95_ms", "ms", BAR, what, runs, 1)


def _typed(client: Client, number: int) -> tuple[float, int]:
    """The milliseconds and bytes of the answer to one more keystroke; each price is another."""
    given = {
        **TYPED,
        "quantity": str(9000 + number),
        "offered_unit_price": f"8{number % 9}.{number:02d}"[:5],
    }
    start = time.perf_counter()
    status, body = _sent(client, urlencode(given))
    took = (time.perf_counter() - start) * 1000
    if status != 200:
        raise SystemExit(f"{DESK} answered {status}")
    return took, len(body)


def _sent(client: Client, body: str) -> tuple[int, bytes]:
    """What the page's script sends: a form, and that it asks for the part alone."""
    connection: http.client.HTTPConnection = client.connection
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in client.cookies.items()),
        "Accept-Encoding": "gzip",
        "Content-Type": "application/x-www-form-urlencoded",
        "HX-Request": "true",
        "X-CSRFToken": client.cookies["csrftoken"],
    }
    connection.request("POST", DESK, body, headers)
    answer = connection.getresponse()
    return answer.status, answer.read()
