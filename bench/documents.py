"""How fast papers are set: a page the first time and after, Word, and a thousand statements."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bench.measuring import ROOT, Measured, repeated, seconds

_FIRST = """
import time
from datetime import UTC, datetime
import django
django.setup()
from dakehu.documents.printing.engine import set_pdf
from dakehu.documents.printing.marks import Mark
from dakehu.kit.papers import print_forms
form = print_forms["deals.quote"]
from dataclasses import replace
paper = form.paper(replace(form.sample(), company="江州恒筑新材料有限公司"))
start = time.perf_counter()
set_pdf(paper, Mark("林晓雯", datetime(2026, 11, 23, 1, 0, tzinfo=UTC), printed_count=1))
print(time.perf_counter() - start)
"""


def measure(*, quick: bool = False) -> Iterator[Measured]:
    """Papers of one page, all in this machine's process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dakehu.config.settings")
    runs = [_first() for _ in range(2 if quick else 5)]
    yield repeated("paper_first", "秒", "≤ 0.3", "一页报价单排成 PDF，进程中第一次", runs, 3)
    yield from _warm(quick=quick)


def _first() -> float:
    told = subprocess.run(
        [sys.executable, "-c", _FIRST], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return float(told.stdout)


def _warm(*, quick: bool) -> Iterator[Measured]:
    import django

    django.setup()
    from dakehu.documents.printing.engine import pdf_of, set_pdf, set_word
    from dakehu.documents.printing.laying import laid_out
    from dakehu.documents.printing.marks import Mark
    from dakehu.kit.papers import print_forms

    mark = Mark("林晓雯", datetime(2026, 11, 23, 1, 0, tzinfo=UTC), printed_count=1)
    form = print_forms["deals.quote"]
    data = replace(form.sample(), company="江州恒筑新材料有限公司")
    set_pdf(form.paper(data), mark)
    others = [
        form.paper(replace(data, number=f"BJ-2026-{at:04d}", customer=f"客户{at}"))
        for at in range(20)
    ]
    runs = [seconds(lambda one=one: set_pdf(one, mark)) for one in others]  # type: ignore[misc]
    yield repeated("paper_next", "秒", "≤ 0.05", "再排一页，内容各不相同", runs, 3)
    runs = [seconds(lambda one=one: set_word(one, None, mark)) for one in others]  # type: ignore[misc]
    yield repeated("paper_word", "秒", "", "同一页写成 Word", runs, 3)
    form = print_forms["pay.statement"]
    data = replace(form.sample(), company="江州恒筑新材料有限公司")
    count = 100 if quick else 1000
    many = [form.paper(replace(data, name=f"员工{at}", number=f"GZ-{at}")) for at in range(count)]
    took = seconds(lambda: [set_pdf(one, mark) for one in many])
    yield repeated("papers_apart", "秒", "", f"{count} 张工资单，每张一个 PDF", [took])
    laid = [laid_out(one, mark) for one in many]
    took = seconds(lambda: pdf_of(laid, mark))
    yield repeated("papers_joined", "秒", "", f"{count} 张工资单，合成一个 PDF", [took])
