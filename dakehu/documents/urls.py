"""Routes of files."""

from django.urls import path

from dakehu.documents.views import pages

app_name = "documents"

urlpatterns = [
    path("attachments/", pages.attachment_list, name="attachment_list"),
    path("attachments/<int:pk>/", pages.attachment_detail, name="attachment_detail"),
    path("attachments/<int:pk>/file", pages.attachment_file, name="attachment_file"),
    path("attachments/<int:pk>/book", pages.attachment_book, name="attachment_book"),
    path("attachments/<int:pk>/delete", pages.attachment_delete, name="attachment_delete"),
    path("attachments/<int:pk>/delete/agree", pages.deletion_agree, name="deletion_agree"),
    path("attachments/<int:pk>/delete/drop", pages.deletion_drop, name="deletion_drop"),
    path(
        "records/<slug:kind>/<int:number>/attachments",
        pages.attachment_add,
        name="attachment_add",
    ),
]
