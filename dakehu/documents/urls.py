"""Routes of files."""

from django.urls import path

from dakehu.documents.views import pages, printing

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
    path("papers/", printing.paper_list, name="paper_list"),
    path("papers/<str:code>/", printing.paper_detail, name="paper_detail"),
    path("papers/<str:code>/sample/<slug:format>", printing.paper_sample, name="sample"),
    path("papers/<str:code>/template.docx", printing.template_default, name="template_default"),
    path("papers/<str:code>/template/choose", printing.template_choose, name="template_choose"),
    path("papers/<str:code>/template/<int:pk>", printing.template_file, name="template_file"),
    path("papers/<str:code>/records/<int:number>", printing.record_print, name="record_print"),
    path("prints/<int:pk>/", printing.batch_detail, name="batch_detail"),
    path("prints/<int:pk>/file", printing.batch_file, name="batch_file"),
]
