"""Routes of the kit."""

from django.urls import path

from dakehu.kit import views

urlpatterns = [
    path("views/", views.view_save, name="view_save"),
    path("views/<int:view>/delete/", views.view_delete, name="view_delete"),
]
