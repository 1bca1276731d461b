"""A stored settlement run: read from the tables, computed, statements and explanations stored.

Each database and size in a process of its own; beside it the bare SQL of the same: the sums by
person, and as many bare rows written.
"""

import json
import os
import resource
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from bench.databases import in_own_process
from bench.measuring import Measured, repeated, seconds
from bench.settle import APPRAISED, PAY_MONTH, facts_of
from dakehu.rules.month_facts import MonthFacts

AT: Final = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
BARS: Final = {200: "≤ 1.0", 2000: "≤ 6"}
RUNS: Final = 5


def measure(*, quick: bool) -> Iterator[Measured]:
    """Seconds, bytes, memory and the ratio to bare SQL, by size and database."""
    for count in (200,) if quick else (200, 2000):
        found = in_own_process("bench.stored", "sqlite", count)
        told = f"{count:,} 人、{count * 100:,} 笔回款"
        what = f"核算 {told}：从数据库读出、计算、工资单和依据入库，SQLite"
        yield repeated(f"settle_{count}_s", "s", BARS[count], what, found["runs"], 3)
        bare = f"只用 SQL 按人合计同样的回款，写入 {count:,} 行（{told}）"
        yield repeated(f"settle_{count}_bare_s", "s", "", bare, found["bare"], 4)
        if count == 200:
            most = f"同上，一人依据存储的最大值（{count} 人中）"
            yield Measured(f"settle_{count}_bytes", found["bytes"], "字节", "≤ 3,000", 0.0, most)
    peak = f"核算 {told} 并入库的内存峰值"
    yield Measured(f"settle_{count}_mb", found["mb"], "MB", "≤ 500", 0.0, peak)
    other = in_own_process("bench.stored", "postgresql", count)
    what = f"同样的核算（{told}），PostgreSQL"
    yield repeated(f"settle_{count}_postgresql_s", "s", "", what, other["runs"], 3)


# ---------------------------------------------------------------- in a process of its own


def _company(facts: MonthFacts) -> None:
    """The people of the bench with their departments, terms, targets and scores."""
    from dakehu.kit.actors import system
    from dakehu.organization.models import Appointment, Position, PositionSeat, Staff
    from dakehu.organization.services.company import set_company
    from dakehu.organization.services.units import add_unit
    from dakehu.pay.models import PayTerms
    from dakehu.performance.models import SubScores
    from dakehu.rewards.models import ProjectShare
    from dakehu.rulebook.services.versions import publish_shipped
    from dakehu.targets.models import Target

    by, day = system("bench"), AT.date().replace(month=1, day=1)
    publish_shipped(by=by, at=AT)
    set_company(by=by, at=AT, name="基准公司", region="江州")
    top = add_unit(by=by, at=AT, name="基准公司", parent=None, kind="company")
    units = {
        name: add_unit(by=by, at=AT, name=name, parent=top.pk, kind="department")
        for name in dict.fromkeys(one.department for one in facts.people)
    }
    posts = {}
    for name, unit in units.items():
        for seat in ("ka_rep", "ka_clerk"):
            post = Position.objects.create(title=seat, unit=unit, headcount=1000)
            PositionSeat.objects.create(position=post, seat=seat)
            posts[name, seat] = post
    Staff.objects.bulk_create(Staff(number=one.id, name=one.name) for one in facts.people)
    staff = dict(Staff.objects.values_list("number", "pk"))
    Appointment.objects.bulk_create(
        Appointment(
            staff_id=staff[one.id],
            position=posts[one.department, "ka_rep" if one.earns_commission else "ka_clerk"],
            starts_on=day,
        )
        for one in facts.people
    )
    PayTerms.objects.bulk_create(
        PayTerms(
            staff_id=staff[one.id],
            valid_from=day,
            scheme=one.scheme,
            basic_wage=one.basic_wage,
            performance_base=one.performance_base,
            entered_at=AT,
        )
        for one in facts.people
    )
    Target.objects.bulk_create(
        Target(
            staff_id=staff.get(one.subject),
            unit=units.get(one.subject),
            month=str(one.month),
            base=one.target,
            challenge=one.challenge,
            entered_at=AT,
        )
        for one in facts.goals
    )
    names = {"attitude": "clerk_attitude", "ability": "clerk_ability"}
    SubScores.objects.bulk_create(
        SubScores(
            staff_id=staff[one.person],
            month=str(one.month),
            scored_at=AT,
            **{
                names.get(part, part) if "effect" in one.items else part: points
                for part, points in one.items.items()
            },
        )
        for one in facts.ratings
    )
    ProjectShare.objects.bulk_create(
        ProjectShare(
            project_name=one.project, staff_id=staff[one.person], rate=one.share, entered_at=AT
        )
        for one in facts.shares
    )


def _receipts(facts: MonthFacts) -> None:
    from dakehu.kit.bulk import insert_rows
    from dakehu.organization.models import Staff
    from dakehu.receipts.models import Receipt

    staff = dict(Staff.objects.values_list("number", "pk"))
    insert_rows(
        [
            Receipt(
                number=one.serial,
                arrived_on=one.arrived_on,
                verified_on=one.verified_on,
                customer_name=one.customer,
                project_name=one.project,
                amount=one.amount,
                staff_id=staff[one.person],
                entered_at=AT,
                verified_at=AT,
                changed_at=AT,
            )
            for one in facts.receipts
        ]
    )


def _settle_again() -> float:
    """Seconds of a run whose facts have changed since the last one."""
    from dakehu.kit.actors import system
    from dakehu.pay.services.runs import compute_run
    from dakehu.receipts.models import Receipt

    row = Receipt.objects.order_by("pk").first()
    assert row is not None
    Receipt.objects.filter(pk=row.pk).update(amount=row.amount + Decimal("0.01"))
    by = system("bench")
    return seconds(lambda: compute_run(by=by, at=AT, pay_month=str(PAY_MONTH)))


def _bare(count: int) -> float:
    from django.db import connection

    first, last = f"{APPRAISED}-01", f"{APPRAISED}-30"

    def work() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT staff_id, SUM(amount) FROM receipts_receipt WHERE voided_at IS NULL"
                " AND verified_on BETWEEN %s AND %s GROUP BY staff_id",
                [first, last],
            )
            rows = [(who, int(total)) for who, total in cursor.fetchall()][:count]
            cursor.execute("CREATE TABLE bare (who integer, amount bigint)")
            cursor.executemany("INSERT INTO bare VALUES (%s, %s)", rows)
            cursor.execute("DROP TABLE bare")

    return seconds(work)


def main() -> None:
    """Fill a database, settle several times, and print what it took."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dakehu.config.settings")
    django.setup()
    from django.core.management import call_command
    from django.db.models.functions import Length

    count = int(sys.argv[1])
    call_command("migrate", verbosity=0)
    facts = facts_of(count)
    _company(facts)
    _receipts(facts)
    from dakehu.pay.models import PayStatement

    del facts
    runs = [_settle_again() for _ in range(RUNS + 1)][1:]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    longest = PayStatement.objects.annotate(size=Length("explanation")).order_by("-size").first()
    assert longest is not None
    told = {
        "runs": runs,
        "bare": [_bare(count) for _ in range(RUNS)],
        "bytes": len(bytes(longest.explanation)),
        "mb": round(peak, 1),
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
