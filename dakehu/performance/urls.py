"""Routes of the appraisal."""

from django.urls import path

from dakehu.performance import views

app_name = "performance"

urlpatterns = [path("scores/", views.score_list, name="scores")]
