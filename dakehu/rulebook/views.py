"""The pages of the policies: read, look up, compare, examine, try out."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dakehu.kit.allowing import allow
from dakehu.kit.clock import now, today
from dakehu.kit.form_pages import form_page
from dakehu.kit.pages import page
from dakehu.organization.queries.company import company_name
from dakehu.policy.book import NotInForce, Policy
from dakehu.policy.periods import NotADate, parse_day
from dakehu.policy.telling import Place
from dakehu.rulebook import sentences
from dakehu.rulebook.access import EXAMINE, PUBLISH, READ, SEE_KEYS
from dakehu.rulebook.addresses import policy_url
from dakehu.rulebook.approving import approval_groups
from dakehu.rulebook.examining import examination
from dakehu.rulebook.explaining import part_of
from dakehu.rulebook.forms import TrialForm, WithdrawalForm
from dakehu.rulebook.queries import approvals, reading, trying
from dakehu.rulebook.queries.published import book, version_of, version_rows, withdrawn_rows
from dakehu.rulebook.rendering import policy_document
from dakehu.rulebook.services.versions import withdraw_version
from dakehu.rulebook.trials import TRIALS, Outcome, Trial
from dakehu.rules.asking import Refused


def _day(request: HttpRequest) -> date:
    """The day a page is about: `on`, or else the business day; nonsense is the business day."""
    try:
        return parse_day(request.GET.get("on", ""))
    except NotADate:
        return today()


def _policy(request: HttpRequest, code: str) -> Policy:
    """The version asked for; Http404 where there is none."""
    version = request.GET.get("version", "")
    found = version_of(code, on=_day(request), version=version)
    if found is None:
        raise Http404
    return found


def _shown(request: HttpRequest, **more: Any) -> dict[str, Any]:
    """What every page of the area needs: its day, and whether codes may be shown."""
    actor = request.actor  # type: ignore[attr-defined]
    return {"on": _day(request), "today": today(), "sees_keys": actor.may(SEE_KEYS), **more}


def _shown_policy(request: HttpRequest, policy: Policy, **more: Any) -> dict[str, Any]:
    """What every page about one version needs besides."""
    by = reading.told(policy.approved_by)
    return _shown(
        request,
        policy=policy,
        approved_by=by,
        standing=reading.standing(policy, today()),
        state=sentences.of_policy(policy, by),
        trial_kinds=TRIALS,
        **more,
    )


@allow(READ)
def rulebook_home(request: HttpRequest) -> HttpResponse:
    """The policies as they stand on a day, and the door to everything else."""
    lines, day = reading.policy_lines(_day(request)), _day(request)
    in_force = sum(line.policy.effective_from <= day for line in lines)
    state = sentences.of_home(in_force, day, today())
    return page(request, "rulebook/home.html", _shown(request, lines=lines, state=state))


@allow(READ)
def policy_read(request: HttpRequest, code: str) -> HttpResponse:
    """One version of one policy as a document."""
    policy = _policy(request, code)
    context = _shown_policy(
        request,
        policy,
        document=policy_document(policy, request.actor.may(SEE_KEYS)),  # type: ignore[attr-defined]
        summary=reading.told(policy.summary),
    )
    return page(request, "rulebook/policy.html", context)


@allow(READ)
def policy_print(request: HttpRequest, code: str) -> HttpResponse:
    """One version as the official paper."""
    policy = _policy(request, code)
    context = _shown_policy(
        request,
        policy,
        title=policy.title,
        company=company_name(),
        chapters=reading.chapters(policy),
    )
    return render(request, "rulebook/print.html", context)


@allow(READ)
def clause_show(request: HttpRequest, code: str, place: Place) -> HttpResponse:
    """One clause: a page of its own, or the clause alone for the drawer."""
    policy = _policy(request, code)
    clause = reading.clause(policy, place.article)
    if clause is None or (place.item and place.item not in {one.number for one in clause.items}):
        raise Http404
    whole = policy_url(code, policy.version, Place(place.article))
    context = _shown_policy(request, policy, clause=clause, place=place, policy_url=whole)
    return page(request, "rulebook/clause.html", context, part="rulebook/_clause_alone.html")


@allow(READ)
def version_list(request: HttpRequest, code: str) -> HttpResponse:
    """Every published version of a policy, the newest first."""
    policy, rows = _policy(request, code), version_rows(code)
    lines = reading.version_lines(code, today())
    state = sentences.of_versions(len(rows), policy)
    pairs = zip(rows, lines, strict=True)
    context = _shown(request, policy=policy, rows=pairs, count=len(rows), state=state)
    context["withdrawn"] = withdrawn_rows(code)
    context["withdrawable"] = _withdrawable(request, rows)
    return page(request, "rulebook/versions.html", context)


def _withdrawable(request: HttpRequest, rows: list[Any]) -> int | None:
    """The last version, where it is still to come and the reader may take it back."""
    may = request.actor.may(PUBLISH)  # type: ignore[attr-defined]
    return next((row.pk for row in rows[:1] if may and row.effective_from > today()), None)


@allow(PUBLISH)
def version_withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take back a version that is not yet in force."""
    row = next((one for one in version_rows(code) if one.pk == pk), None)
    if row is None:
        raise Http404
    back = reverse("rulebook_versions", args=[code])
    return form_page(
        WithdrawalForm(request.POST or None),
        request,
        title=_("撤回%s") % row,
        about=_("撤回后，这一版不会施行，仍按现行版本办理。"),
        verb=_("撤回"),
        said=_("已撤回"),
        save=lambda data: withdraw_version(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            on=today(),
            version=pk,
            reason=data["reason"],
        ),
        done=lambda _row: back,
        back=back,
    )


@allow(READ)
def version_compare(request: HttpRequest, code: str) -> HttpResponse:
    """Two versions side by side; without a choice, the two newest."""
    names = [each.version for each in book().versions(code)]
    if not names:
        raise Http404
    before = request.GET.get("from") or names[max(len(names) - 2, 0)]
    after = request.GET.get("to") or names[-1]
    comparison = reading.compare(code, before, after, _day(request))
    if comparison is None:
        raise Http404
    state = sentences.of_comparison(comparison)
    context = _shown(
        request, comparison=comparison, names=names, policy=comparison.after, state=state
    )
    return page(request, "rulebook/comparison.html", context)


@allow(READ)
def clause_search(request: HttpRequest) -> HttpResponse:
    """The clauses that hold the words looked for."""
    text = request.GET.get("q", "").strip()[:60]
    hits = reading.search(text, _day(request))
    state = sentences.of_search(text, len(hits), _day(request))
    return page(request, "rulebook/search.html", _shown(request, text=text, hits=hits, state=state))


@allow(READ)
def parameter_list(request: HttpRequest) -> HttpResponse:
    """Every value in force on a day with the clause that sets it."""
    text = request.GET.get("q", "").strip()[:60]
    groups, count = reading.parameter_groups(_day(request), text)
    state = sentences.of_parameters(count, _day(request))
    context = _shown(request, groups=groups, text=text, state=state)
    return page(request, "rulebook/parameters.html", context, part="rulebook/_parameters.html")


@allow(READ)
def approver_list(request: HttpRequest) -> HttpResponse:
    """Who approves what, on a day and for an applicant."""
    day, actor = _day(request), request.actor  # type: ignore[attr-defined]
    people = approvals.applicants_on(day)
    wanted = request.GET.get("person", "")
    ids = {str(one.id) for one in people}
    person = int(wanted) if wanted in ids else actor.staff_id or (people[0].id if people else None)
    lines = _approvals(day, person)
    name = next((one.name for one in people if one.id == person), "")
    state = sentences.of_approvals(name, lines, day)
    groups = approval_groups(lines, name)
    context = _shown(
        request, people=people, person=person, lines=lines, line_groups=groups, state=state
    )
    return page(request, "rulebook/approvers.html", context)


def _approvals(day: date, person: int | None) -> list[Any]:
    try:
        return [] if person is None else approvals.approvals_on(day, person)
    except NotInForce:
        return []


@allow(EXAMINE)
def finding_list(request: HttpRequest) -> HttpResponse:
    """The examination of everything published, with the seats as they are held today."""
    context = _shown(request)
    told = examination(reading.findings_on(today()), book(), context["sees_keys"])
    return page(request, "rulebook/lint.html", {**context, "examination": told})


@allow(READ)
def trial_list(request: HttpRequest) -> HttpResponse:
    """What can be tried out."""
    return page(request, "rulebook/trials.html", _shown(request, trials=TRIALS.values()))


@allow(READ)
def trial_show(request: HttpRequest, kind: str) -> HttpResponse:
    """A trial: its questions, and the answer to what was filled in."""
    trial = _trial(kind)
    form = TrialForm(trial, request.GET if request.GET.keys() - {"on"} else None)
    outcome = _outcome(trial, form, _day(request))
    query = request.GET.urlencode()
    explain = f"{reverse('rulebook_trial_explain', args=[kind])}?{query}&figure="
    context = _shown(request, trial=trial, form=form, outcome=outcome, explain=explain)
    context["example_url"] = f"?{urlencode(trial.examples)}"
    return page(request, "rulebook/trial.html", context)


@allow(READ)
def trial_explain(request: HttpRequest, kind: str) -> HttpResponse:
    """How a figure of a trial came about: computed anew from the address, nothing is stored."""
    trial, figure = _trial(kind), request.GET.get("figure", "")
    outcome = _outcome(trial, TrialForm(trial, request.GET), _day(request))
    if outcome is None or figure not in {one.id for one in outcome.figures}:
        raise Http404
    told: Mapping[str, Any] = reading.explanation_context(part_of(outcome.explanation, figure))
    whole = {**_shown(request), **told, "trial": trial}
    return page(request, "rulebook/explanation.html", whole, part="kit/_explanation.html")


def _trial(kind: str) -> Trial:
    trial = trying.trial_named(kind)
    if trial is None:
        raise Http404
    return trial


def _outcome(trial: Trial, form: TrialForm, day: date) -> Outcome | None:
    """The answer, or None with the reason said in the form."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return trying.tried(trial, form.given, day)
    except Refused as refused:
        form.refuse(refused)
        return None
