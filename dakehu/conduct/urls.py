"""Routes of conduct."""

from django.urls import path

from dakehu.conduct import views

app_name = "conduct"

urlpatterns = [path("points/", views.point_list, name="points")]
