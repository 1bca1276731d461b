"""Routes of deals."""

from django.urls import path

from dakehu.deals.views import comparisons, desk, drafts

app_name = "deals"

urlpatterns = [
    path("desk/", desk.price_desk, name="desk"),
    path("desk/explain/", desk.figure_explain, name="desk_explain"),
    path("desk/cliff/", desk.cliff_show, name="desk_cliff"),
    path("desk/save/", desk.draft_save, name="desk_save"),
    path("desk/drafts/", drafts.draft_list, name="drafts"),
    path("desk/drafts/compare/", drafts.draft_compare, name="compare"),
    path("desk/drafts/<int:pk>/", drafts.draft_show, name="draft"),
    path("desk/drafts/<int:pk>/explain/<str:figure>/", drafts.draft_explain, name="draft_explain"),
    path("desk/drafts/<int:pk>/copy/", drafts.draft_copy, name="draft_copy"),
    path("desk/drafts/<int:pk>/delete/", drafts.draft_delete, name="draft_delete"),
    # the quotes in use beside the rule prices
    path("quotes/", comparisons.compare_quotes, name="compare_quotes"),
    path("quotes/sample/", comparisons.compare_sample, name="compare_sample"),
    path("quotes/<int:pk>/", comparisons.quotes_show, name="quotes"),
    path(
        "quotes/<int:pk>/explain/<int:row>/<str:figure>/",
        comparisons.quotes_explain,
        name="quotes_explain",
    ),
    path("quotes/<int:pk>/columns/", comparisons.quotes_columns, name="quotes_columns"),
    path("quotes/<int:pk>/tab/", comparisons.quotes_tab, name="quotes_tab"),
    path("quotes/<int:pk>/book/", comparisons.quotes_book, name="quotes_book"),
]
