"""The two clocks: real time for what is logged, the business day for what is computed.

They differ only in the demo, which lives on a day of its own. Views and commands ask; services are
told (`at=`, `on=`).
"""

from datetime import date, datetime

from django.utils import timezone

from dakehu.kit.settings_store import read


def now() -> datetime:
    """The real moment, aware."""
    return timezone.now()


def today() -> date:
    """The business day in the company's time zone; the demo's own day in the demo."""
    own = read("business_day")
    return date.fromisoformat(own) if own else timezone.localdate()
