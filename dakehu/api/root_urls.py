"""Routes at the root of the site: for load balancers and watchdogs."""

from django.urls import path

from dakehu.api import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
