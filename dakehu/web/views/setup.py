"""启用向导: the first steps of an empty company. Each may be skipped, saved, and taken again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dakehu.kit.allowing import allow
from dakehu.kit.clock import now, today
from dakehu.kit.errors import UnableTo
from dakehu.kit.form_pages import form_page, posted, refuse
from dakehu.kit.pages import page
from dakehu.organization.queries.company import company_name, legal_entities
from dakehu.policy.periods import plus_days
from dakehu.web.access import FIRST_STEPS
from dakehu.web.data.posts import POSTS
from dakehu.web.forms import CompanyForm, EntityForm, PostsForm, RulesForm, with_split_text
from dakehu.web.queries.posts import post_lines, staff_labels
from dakehu.web.queries.setup import (
    chain_lines,
    company_values,
    is_complete,
    links_afterwards,
    progress,
    rule_lines,
)
from dakehu.web.services.setup import add_entity, apply_rules, save_company, skip_step
from dakehu.web.services.setup_posts import PostChoice, fill_posts


@allow(FIRST_STEPS)
def setup(request: HttpRequest) -> HttpResponse:
    """What the set-up asks for and how far it is."""
    return page(request, "web/setup/start.html", {"progress": progress(request.actor)})


@allow(FIRST_STEPS)
def setup_company(request: HttpRequest) -> HttpResponse:
    """1 公司."""
    if request.method == "POST" and "split" in request.POST:
        form = CompanyForm(initial=with_split_text(request.POST.dict()))
        return _company(request, form, EntityForm(prefix="more"))
    form = CompanyForm(request.POST or None, initial=company_values())
    return form_page(
        form,
        request,
        title=_("公司"),
        save=lambda data: save_company(by=request.actor, at=now(), **data),
        done=lambda _result: reverse("setup_posts"),
        back=reverse("setup"),
        template="web/setup/company.html",
        entity_form=EntityForm(prefix="more"),
        **_around(request, "company"),
    )


@allow(FIRST_STEPS)
@require_POST
def setup_entity(request: HttpRequest) -> HttpResponse:
    """One more legal entity that signs contracts."""
    if "split" in request.POST:
        typed = {key.removeprefix("more-"): text for key, text in request.POST.items()}
        more = EntityForm(prefix="more", initial=with_split_text(typed))
        return _company(request, CompanyForm(initial=company_values()), more)
    more = EntityForm(request.POST, prefix="more")
    if more.is_valid():
        try:
            add_entity(by=request.actor, at=now(), **more.cleaned_data)
        except UnableTo as error:
            refuse(more, error)
        else:
            messages.success(request, _("已加上这个签约主体"))
            return redirect("setup_company")
    return _company(request, CompanyForm(initial=company_values()), more, status=422)


@allow(FIRST_STEPS)
def setup_posts(request: HttpRequest) -> HttpResponse:
    """2 岗位与人; the answer to a save with new people is their slip, shown this once."""
    day = today()
    form = PostsForm(request.POST or None, initial=_posts_now(), since=day.replace(month=1, day=1))
    if request.method == "POST" and form.is_valid():
        try:
            made = fill_posts(
                by=request.actor,
                at=now(),
                on=day,
                since=form.cleaned_data["since"],
                choices=_choices(form.cleaned_data),
            )
        except UnableTo as error:
            refuse(form, error)
        else:
            if made:
                return _slip(request, made)
            messages.success(request, _("岗位与人已保存"))
            return redirect("setup_posts")
    context = {
        "form": form,
        "chains": chain_lines(day),
        "people": staff_labels(day).values(),
        **_around(request, "posts"),
    }
    status = 422 if form.errors else 200
    return page(request, "web/setup/posts.html", context, status=status)


@allow(FIRST_STEPS)
def setup_rules(request: HttpRequest) -> HttpResponse:
    """3 制度."""
    day = today()
    lines = rule_lines(day)
    form = RulesForm(
        request.POST or None,
        lines=lines,
        initial={"effective_from": plus_days(day, 1), "adopted_on": day},
    )
    return form_page(
        form,
        request,
        title=_("制度"),
        save=lambda data: apply_rules(
            by=request.actor,
            at=now(),
            effective_from=data["effective_from"],
            adopted_on=data["adopted_on"],
            changes=data["changes"],
            off=data["off"],
        ),
        done=lambda _result: reverse("setup_done"),
        back=reverse("setup"),
        template="web/setup/rules.html",
        **_around(request, "rules"),
    )


@allow(FIRST_STEPS)
@require_POST
def setup_skip(request: HttpRequest, step: str) -> HttpResponse:
    """Leave a step for later."""
    if step not in {one.code for one in progress(request.actor).steps}:
        raise Http404
    return posted(
        request,
        act=lambda: skip_step(by=request.actor, at=now(), step=step),
        done=_after(request, step),
        said=_("先跳过，随时可以回来填"),
    )


@allow(FIRST_STEPS)
def setup_done(request: HttpRequest) -> HttpResponse:
    """What is ready and what is not."""
    day = today()
    chains = chain_lines(day)
    context = {
        "chains": chains,
        "is_complete": is_complete(chains),
        "entities": legal_entities(),
        "rules": rule_lines(day),
        "links": links_afterwards(request.actor),
        **_around(request, ""),
    }
    return page(request, "web/setup/done.html", context)


def _around(request: HttpRequest, step: str) -> dict[str, Any]:
    """What every page of the set-up shows around its form."""
    about = {"step": step, "progress": progress(request.actor, step)}
    return {**about, "entities": legal_entities()} if step == "company" else about


def _company(
    request: HttpRequest, form: CompanyForm, entity_form: EntityForm, status: int = 200
) -> HttpResponse:
    context = {"form": form, "entity_form": entity_form, **_around(request, "company")}
    return page(request, "web/setup/company.html", context, status=status)


def _posts_now() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in post_lines(today()):
        found[f"{line.post.code}_names"] = "、".join(line.names)
        found[line.post.code] = line.by
    return found


def _choices(data: dict[str, Any]) -> dict[str, PostChoice]:
    found = {post.code: PostChoice(data[f"{post.code}_names"], data[post.code]) for post in POSTS}
    return {code: choice for code, choice in found.items() if choice.names or choice.by}


def _slip(request: HttpRequest, made: list[Any]) -> HttpResponse:
    """The new people's first passwords, for printing; they are stored nowhere in clear."""
    context = {
        "made": made,
        "title": _("首次登录通知单"),
        "day": today(),
        "company": company_name(),
    }
    answer = page(request, "web/setup/slip.html", {**context, "day": today()})
    answer["Cache-Control"] = "no-store"
    return answer


def _after(request: HttpRequest, step: str) -> str:
    """The step after one, or the closing page."""
    codes = [one.code for one in progress(request.actor).steps]
    place = codes.index(step) + 1
    return reverse(f"setup_{codes[place]}" if place < len(codes) else "setup_done")
