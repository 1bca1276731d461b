"""Routes of pay."""

from django.urls import path

from dakehu.pay.views import comparisons, files, own, runs, statements, terms

app_name = "pay"

urlpatterns = [
    path("terms/", terms.terms_list, name="terms"),
    # a month for everybody
    path("runs/", runs.settlement, name="settlement"),
    path("history/", runs.run_list, name="runs"),
    path("runs/compute/", runs.run_compute, name="run_compute"),
    path("runs/<int:pk>/", runs.run_detail, name="run"),
    path("runs/<int:pk>/return/", runs.run_return, name="run_return"),
    path("runs/<int:pk>/verify/", runs.run_verify, name="run_verify"),
    path("runs/<int:pk>/act/<slug:action>/", runs.run_act, name="run_act"),
    path("runs/<int:pk>/file/<slug:what>", files.run_file, name="run_file"),
    path("runs/<int:pk>/print", files.run_print, name="run_print"),
    # the pay sheet in use beside a run
    path("runs/<int:pk>/compare/", comparisons.compare_run, name="compare"),
    path("runs/<int:pk>/compare/sample/", comparisons.compare_sample, name="compare_sample"),
    path("runs/comparisons/<int:pk>/", comparisons.comparison_detail, name="comparison"),
    path(
        "runs/comparisons/<int:pk>/columns/",
        comparisons.comparison_columns,
        name="comparison_columns",
    ),
    path("runs/comparisons/<int:pk>/tab/", comparisons.comparison_tab, name="comparison_tab"),
    path("runs/comparisons/<int:pk>/book/", comparisons.comparison_book, name="comparison_book"),
    # a month for one person
    path("statements/", statements.statement_list, name="statements"),
    path("statements/<int:pk>/", statements.statement_detail, name="statement"),
    path(
        "statements/<int:pk>/explain/<str:figure>/",
        statements.statement_explain,
        name="statement_explain",
    ),
    path("own/", own.own_income, name="own"),
    path("own/explain/", own.own_explain, name="own_explain"),
]
