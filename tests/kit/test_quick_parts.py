"""What is rendered once, or without a template, says the same as what it stands for."""

import re
from contextlib import nullcontext
from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.urls import reverse, set_script_prefix
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy, override, trans_real

from dakehu.kit import steady
from dakehu.kit.addresses import address
from dakehu.kit.context import MenuItem
from dakehu.kit.escaping import escaped
from dakehu.kit.middleware import request_id
from dakehu.kit.templatetags.kit import state
from dakehu.kit.widgets import widget_html

OWN = MenuItem("我的", "/me/", "user")
CHOICES = [("", "全部"), ("a", "<甲>"), ("组", [("b", gettext_lazy("乙")), (3, "丙")])]


def _phone(*items: MenuItem) -> str:
    return steady.steady_html("kit/_phone.html", {"phone": items})


def test_a_part_is_rendered_once_for_equal_arguments_and_anew_for_others() -> None:
    first = _phone(OWN)
    hits = steady._rendered.cache_info().hits

    assert _phone(MenuItem("我的", "/me/", "user")) == first
    assert steady._rendered.cache_info().hits == hits + 1
    assert "我的档案" in _phone(MenuItem("我的档案", "/me/", "user"))


def test_a_part_is_kept_for_its_language_alone() -> None:
    _phone(OWN)
    misses = steady._rendered.cache_info().misses

    with override("en"):
        assert "我的" in _phone(OWN)
    assert steady._rendered.cache_info().misses == misses + 1


def test_a_part_sees_nothing_of_the_page_around_it() -> None:
    template = engines["django"].from_string('{% steady "kit/_phone.html" phone=given %}')

    html = template.render({"given": (), "item": OWN, "phone": (OWN,)})
    assert "我的" not in html


def test_a_form_in_a_kept_part_carries_the_token_of_its_own_request() -> None:
    template = engines["django"].from_string(
        '{% steady "kit/listing/columns.html" columns=nothing code="x" query="" path="/" %}'
    )
    tokens = []
    for _each in range(2):
        request = RequestFactory().get("/")
        html = template.render({"nothing": ()}, request)
        tokens.append(request.META["CSRF_COOKIE"])
        assert steady._TOKEN not in html
        assert 'name="csrfmiddlewaretoken" value="' in html
    assert len(set(tokens)) == 2


def test_a_text_that_looks_like_the_place_of_the_token_is_left_alone() -> None:
    html = steady.steady_html(
        "kit/listing/columns.html", {"columns": (), "query": "token-of-the-request"}, "abc"
    )
    assert 'value="token-of-the-request"' in html
    assert 'name="csrfmiddlewaretoken" value="abc"' in html


WIDGETS = {
    "text": forms.TextInput(attrs={"class": 'a"b', "required": True, "disabled": False}),
    "number": forms.NumberInput(attrs={"step": 0.5}),
    "email": forms.EmailInput(),
    "password": forms.PasswordInput(render_value=True),
    "hidden": forms.HiddenInput(),
    "date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    "select": forms.Select(choices=CHOICES),
    "several": forms.SelectMultiple(choices=CHOICES),
}
VALUES = (None, "", "a", 3, "<\"&'>", date(2026, 11, 23), 1234.5)


@pytest.mark.parametrize("kind", WIDGETS)
@pytest.mark.parametrize("value", VALUES, ids=str)
def test_a_widget_is_the_same_as_from_its_template(kind: str, value: object) -> None:
    widget = WIDGETS[kind]
    context = widget.get_context("field", value, {"id": "id_field"})
    by_template = DjangoTemplates().render(widget.template_name, context)

    drawn = widget_html(widget.template_name, context)
    assert drawn == re.sub(r"\n+", "\n", by_template)


def test_a_widget_with_options_of_its_own_is_left_to_its_template() -> None:
    class Own(forms.Select):
        option_template_name = "kit/_toast.html"

    context = Own(choices=CHOICES).get_context("field", "a", {})
    assert widget_html(Own.template_name, context) is None


@pytest.mark.parametrize(
    "value", ["<a>", mark_safe("<b>"), gettext_lazy("在职"), 7, None, "林's"], ids=str
)
def test_escaping_gives_what_django_gives(value: object) -> None:
    assert escaped(value) == conditional_escape(value)


def test_a_badge_is_kept_for_its_word_and_a_safe_word_is_another() -> None:
    first = [state(word, "green") for word in ("<a>", mark_safe("<a>"), gettext_lazy("在职"))]

    assert first[0] == '<span class="state is-green">&lt;a&gt;</span>'
    assert first[1] == '<span class="state is-green"><a></span>'
    assert first[2] == '<span class="state is-green">在职</span>'
    assert [state(word, "green") for word in ("<a>", mark_safe("<a>"), "在职")] == first
    assert state("在职", "grey") != first[2]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_request_sets_the_language_that_holds_so_that_no_look_up_runs_into_an_error(
    db: None, language: str
) -> None:
    known: list[tuple[object, str]] = []

    def answer(_request: HttpRequest) -> HttpResponse:
        found = getattr(trans_real._active, "value", None)  # type: ignore[attr-defined]
        known.append((found, get_language() or ""))
        return HttpResponse()

    trans_real.deactivate()
    chosen = override(language) if language == "en" else nullcontext()
    with chosen:
        request_id(answer)(RequestFactory().get("/"))
    [(found, told)] = known
    assert found is not None
    assert told == language


def test_an_address_is_that_of_the_route_wherever_the_site_stands() -> None:
    assert address("organization:staff_detail", 7) == "/organization/staff/7/"
    set_script_prefix("/ka/")
    try:
        assert address("organization:staff_detail", 7) == reverse(
            "organization:staff_detail", args=[7]
        )
        assert address("organization:staff_detail", 7).startswith("/ka/")
    finally:
        set_script_prefix("/")
