"""The files of a run, and its statements printed together."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from dakehu.exchange.services.exporting import watermark_of
from dakehu.kit.allowing import allow
from dakehu.kit.clock import now, today
from dakehu.kit.errors import UnableTo
from dakehu.pay.access import SEE_RUNS
from dakehu.pay.queries.papers import run_for
from dakehu.pay.services.outputs import RUN_FILES, print_statements, take_run_file
from dakehu.pay.settling.run_book import write_sheet, write_told


@allow(SEE_RUNS)
@require_safe
def run_file(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """部门核算表.xlsx or 说明.json of a run, with the people whom the reader sees."""
    by, at, run = request.actor, now(), _found(request, pk)  # type: ignore[attr-defined]
    if what not in RUN_FILES:
        raise Http404
    if what == "sheet":
        write = partial(write_sheet, by=by, run=run, at=at, watermark=watermark_of(by, at))
    else:
        write = partial(write_told, by=by, run=run)
    return take_run_file(by=by, at=at, run=run, what=what, write=write).answer()


@allow(SEE_RUNS)
@require_POST
def run_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue the printing of every statement; leads to how far it is."""
    run = _found(request, pk)
    try:
        batch = print_statements(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            on=today(),
            run=run,
            is_joined=request.POST.get("as") != "each",
        )
    except UnableTo as refusal:
        messages.error(request, str(refusal))
        return redirect("pay:run", run.pk)
    return redirect("documents:batch_detail", batch)


def _found(request: HttpRequest, pk: int) -> Any:
    run = run_for(request.actor, pk)  # type: ignore[attr-defined]
    if run is None:
        raise Http404
    return run
