"""Routes of the area."""

from django.urls import path

from dakehu.web.views import home, matrix, switches

urlpatterns = [
    path("", home.home, name="home"),
    path("me/", home.me, name="me"),
    path("dates/<slug:code>/<str:on>/", home.deadline_explained, name="deadline_explained"),
    path("packs/", switches.packs, name="packs"),
    path("access/", matrix.access_matrix, name="access_matrix"),
    # set-up
]
