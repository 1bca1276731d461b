"""The company, its legal entities and its words."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dakehu.kit.allowing import allow
from dakehu.kit.clock import now
from dakehu.kit.form_pages import form_page, posted
from dakehu.kit.pages import page
from dakehu.organization.access import MANAGE, MANAGE_LABELS, SEE_CHART
from dakehu.organization.forms.structure import CompanyForm, LabelForm, LegalEntityForm
from dakehu.organization.queries.company import company, legal_entities
from dakehu.organization.queries.labels import label_table
from dakehu.organization.services import company as services
from dakehu.organization.services.labels import rename_label

HERE = "organization:company"
_ENTITY_FIELDS = (
    *("name", "credit_code", "address", "phone", "bank", "bank_account"),
    *("is_default", "is_active"),
)


@allow(SEE_CHART)
def company_detail(request: HttpRequest) -> HttpResponse:
    """The company and who signs for it."""
    context = {
        "company": company(),
        "entities": legal_entities(),
        "can_manage": request.actor.may(MANAGE),  # type: ignore[attr-defined]
    }
    return page(request, "organization/company.html", context)


@allow(MANAGE)
def company_change(request: HttpRequest) -> HttpResponse:
    found = company()
    start: dict[str, Any] = {"vat_percent": "13"}
    if found is not None:
        fields = ("name", "credit_code", "address", "region", "minimum_wage")
        start = {one: getattr(found, one) for one in fields}
        start["vat_percent"] = f"{found.vat_rate.scaleb(2).normalize():f}"

    def save(data: dict[str, Any]) -> Any:
        percent: Decimal = data.pop("vat_percent")
        return services.set_company(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            vat_rate=percent.scaleb(-2),
            **data,
        )

    return form_page(
        CompanyForm(request.POST or None, initial=start),
        request,
        title=_("公司信息"),
        save=save,
        done=lambda _made: reverse(HERE),
        back=reverse(HERE),
    )


@allow(MANAGE)
def legal_entity_add(request: HttpRequest) -> HttpResponse:
    def save(data: dict[str, Any]) -> Any:
        data.pop("is_active")
        return services.add_legal_entity(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            **data,
        )

    return form_page(
        LegalEntityForm(request.POST or None),
        request,
        title=_("新增签约主体"),
        save=save,
        done=lambda _made: reverse(HERE),
        back=reverse(HERE),
    )


@allow(MANAGE)
def legal_entity_change(request: HttpRequest, pk: int) -> HttpResponse:
    found = legal_entities().filter(pk=pk).first()
    if found is None:
        raise Http404
    start = {one: getattr(found, one) for one in _ENTITY_FIELDS}
    return form_page(
        LegalEntityForm(request.POST or None, initial=start),
        request,
        title=_("修改签约主体"),
        save=lambda data: services.change_legal_entity(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            entity=pk,
            **data,
        ),
        done=lambda _made: reverse(HERE),
        back=reverse(HERE),
    )


@allow(SEE_CHART)
def label_list(request: HttpRequest) -> HttpResponse:
    """The words that the company may replace by its own."""
    context = {
        "groups": label_table(),
        "can_manage": request.actor.may(MANAGE_LABELS),  # type: ignore[attr-defined]
    }
    return page(request, "organization/labels.html", context)


@allow(MANAGE_LABELS)
@require_POST
def label_rename(request: HttpRequest) -> HttpResponse:
    form = LabelForm(request.POST)
    if not form.is_valid():
        raise Http404
    return posted(
        request,
        act=lambda: rename_label(
            by=request.actor,  # type: ignore[attr-defined]
            at=now(),
            **form.cleaned_data,
        ),
        done=reverse("organization:label_list"),
    )
