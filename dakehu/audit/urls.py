"""Routes of the area."""

from django.urls import path

from dakehu.audit import views

urlpatterns = [
    path("", views.entries, name="audit_entries"),
    path("<int:number>/", views.entry, name="audit_entry"),
]
