"""Routes of the area."""

from django.urls import path, register_converter

from dakehu.policy.telling import PLACE_FORM, Place, place_of
from dakehu.rulebook import views


class Article:
    """A clause or item in an address: 第4条, 第4条(三)."""

    regex = PLACE_FORM

    def to_python(self, value: str) -> Place:
        place = place_of(value)
        if place is None:
            raise ValueError(value)
        return place

    def to_url(self, value: Place) -> str:
        return str(value)


class PolicyCode:
    """The code of a policy in an address: two capital letters."""

    regex = "[A-Z]{2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Article, "article")
register_converter(PolicyCode, "policy")

urlpatterns = [
    path("", views.rulebook_home, name="rulebook_home"),
    path("search/", views.clause_search, name="rulebook_search"),
    path("parameters/", views.parameter_list, name="rulebook_parameters"),
    path("approvers/", views.approver_list, name="rulebook_approvers"),
    path("lint/", views.finding_list, name="rulebook_lint"),
    path("try/", views.trial_list, name="rulebook_try"),
    path("try/<str:kind>/", views.trial_show, name="rulebook_trial"),
    path("try/<str:kind>/explain/", views.trial_explain, name="rulebook_trial_explain"),
    path("<policy:code>/", views.policy_read, name="rulebook_policy"),
    path("<policy:code>/print/", views.policy_print, name="rulebook_print"),
    path("<policy:code>/versions/", views.version_list, name="rulebook_versions"),
    path(
        "<policy:code>/versions/<int:pk>/withdraw/",
        views.version_withdraw,
        name="rulebook_withdraw",
    ),
    path("<policy:code>/compare/", views.version_compare, name="rulebook_compare"),
    path("<policy:code>/<article:place>/", views.clause_show, name="rulebook_clause"),
]
