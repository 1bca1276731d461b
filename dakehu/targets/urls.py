"""Routes of targets."""

from django.urls import path

from dakehu.targets import views

app_name = "targets"

urlpatterns = [path("", views.target_list, name="list")]
