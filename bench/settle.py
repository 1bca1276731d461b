"""A month's settlement in memory, and from files by the command."""

import random
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from bench.measuring import COMMAND, Measured, repeated, seconds
from dakehu.policy.loading.files import load_book
from dakehu.policy.packing import pack
from dakehu.policy.periods import Month
from dakehu.rules.month_facts import Goal, Money, MonthFacts, Person, Rating, Share
from dakehu.rules.settling import Settlement, settle

PAY_MONTH, APPRAISED = Month(2026, 11), Month(2026, 10)
RECEIPTS_EACH = 100
DEPARTMENTS = 20


def facts_of(count: int) -> MonthFacts:
    """So many people with a hundred receipts each, every fourth a clerk, 200 shared projects."""
    chance = random.Random(1)
    ids = [f"{number:05d}" for number in range(count)]
    clerks = set(ids[::4])
    people = [
        Person(
            *(who, f"员工{who}", f"部门{place % DEPARTMENTS}"),
            *("clerk" if who in clerks else "sales", Decimal(4500), Decimal(3000)),
            earns_commission=who not in clerks,
        )
        for place, who in enumerate(ids)
    ]
    goals = [Goal(who, APPRAISED, Decimal(1_000_000)) for who in ids if who not in clerks]
    goals += [
        Goal(f"部门{place}", APPRAISED, Decimal(10**7), Decimal(12 * 10**6))
        for place in range(DEPARTMENTS)
    ]
    ratings = [Rating(who, APPRAISED, _items(who in clerks)) for who in ids]
    shares = [
        Share(f"项目{number}", ids[(number + place) % count], part)
        for number in range(200)
        for place, part in enumerate((Decimal("0.6"), Decimal("0.4")))
    ]
    days = [date(2026, 10, 1) + timedelta(days=place) for place in range(31)]
    receipts = [
        Money(
            *(f"2026{number:08d}", days[number % 31], days[number % 31], "华岳重工有限公司"),
            *(Decimal(chance.randrange(100, 10**7)) / 100, f"项目{number % 5000}"),
            ids[chance.randrange(count)],
        )
        for number in range(count * RECEIPTS_EACH)
    ]
    return MonthFacts(people, goals, ratings, (), shares, receipts)


def _items(is_clerk: bool) -> dict[str, Decimal]:
    if is_clerk:
        points = {"workload": 18, "attitude": 27, "ability": 34, "effect": 9}
    else:
        points = {"ability": 17, "attitude": 18}
    return {part: Decimal(given) for part, given in points.items()}


def measure(*, quick: bool) -> Iterator[Measured]:
    """Settlement with packed explanations, and the command."""
    for count in (200,) if quick else (200, 2000):
        yield _in_memory(count, 3 if quick else 5)
    yield _command(50 if quick else 200)


def _in_memory(count: int, times: int) -> Measured:
    facts = facts_of(count)
    told = f"{count:,} 人、{len(facts.receipts):,} 笔回款"
    rules = load_book().on(APPRAISED.last_day)
    runs = [seconds(lambda: _packed(settle(rules, PAY_MONTH, facts))) for _ in range(times)]
    what = f"只在内存中核算 {told}，连同压缩好的依据"
    return repeated(f"settle_{count}_memory_s", "s", "", what, runs, 3)


def _packed(settled: Settlement) -> list[int]:
    return [len(pack(one.pay.total, one.others, rules="1")) for one in settled.statements]


# ---------------------------------------------------------------- from files


def _command(count: int) -> Measured:
    """The command until the last figure is there: it is stopped when it begins to write."""
    facts = facts_of(count)
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        write_files(folder, facts)
        runs = [_until_settled(folder) for _ in range(3)]
    what = (
        f"`dakehu settle` 从启动起，读入 {count:,} 人、{len(facts.receipts):,} 笔回款并核算，"
        "到开始写出为止"
    )
    return repeated("settle_command_s", "s", "≤ 5", what, runs)


def _until_settled(folder: Path) -> float:
    words = ["settle", "2026-11", "--staff", "staff.xlsx", "--receipts", "receipts.xlsx"]
    start = time.perf_counter()
    command = [*COMMAND, *words, "--out", str(folder / "out")]
    process = subprocess.Popen(
        command, cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.decode().startswith("写出"):
            break
    took = time.perf_counter() - start
    process.kill()
    process.wait()
    return took


def write_files(folder: Path, facts: MonthFacts) -> None:
    """The facts as a company would hand them in."""
    scheme = {"sales": "销售", "clerk": "内勤"}
    people = [
        (one.id, one.name, one.department, "", scheme[one.scheme], 4500, 3000)
        for one in facts.people
    ]
    parts = ("ability", "attitude", "workload", "attitude", "ability", "effect")
    scores = []
    for one in facts.ratings:
        is_clerk = len(one.items) > 2
        given = [
            float(one.items[part]) if (place > 1) == is_clerk else None
            for place, part in enumerate(parts)
            if part in one.items or (place > 1) != is_clerk
        ]
        scores.append((one.person, str(one.month), *given))
    goals = [
        (one.subject, str(one.month), float(one.target), float(one.challenge or 0) or None)
        for one in facts.goals
    ]
    tabs: dict[str, tuple[tuple[str, ...], list[Any]]] = {
        "人员": (("工号", "姓名", "部门", "岗位", "方案", "基本工资", "绩效基数"), people),
        "目标": (("对象", "月份", "目标", "挑战目标"), goals),
        "评分": (
            *(("工号", "月份", "能力", "态度", "工作量", "工作态度", "工作能力", "工作效果"),),
            scores,
        ),
        "分成": (
            *(("项目", "工号", "比例"),),
            [(one.project, one.person, f"{one.share * 100}%") for one in facts.shares],
        ),
    }
    heads = ("流水号", "到账日期", "核实日期", "客户", "项目", "金额", "业务员")
    receipts = [
        (
            *(one.serial, str(one.arrived_on), str(one.verified_on), one.customer, one.project),
            *(float(one.amount), one.person),
        )
        for one in facts.receipts
    ]
    _book(folder / "staff.xlsx", tabs)
    _book(folder / "receipts.xlsx", {"回款": (heads, receipts)})


def _book(path: Path, tabs: dict[str, tuple[tuple[str, ...], list[Any]]]) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    for name, (heads, rows) in tabs.items():
        sheet = book.add_worksheet(name)
        for place, row in enumerate([heads, *rows]):
            for index, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(place, index, value)
                elif value is not None:
                    sheet.write_number(place, index, value)
    book.close()
