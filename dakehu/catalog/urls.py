"""Routes of the catalog."""

from django.urls import path

from dakehu.catalog import views

app_name = "catalog"

urlpatterns = [
    path("costs/", views.cost_list, name="costs"),
    path("cost-visibility/", views.cost_visibility, name="visibility"),
]
