"""Routes of the area: below /api/."""

from django.urls import path

from dakehu.api.api import root

urlpatterns = [
    path("v1/", root.interface.urls),
    path("docs", root.docs, name="api_docs"),
    path("docs/<slug:name>", root.docs_of, name="api_operation"),
]
