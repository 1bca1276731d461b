"""Routes of rewards."""

from django.urls import path

from dakehu.rewards import views

app_name = "rewards"

urlpatterns = [
    path("shares/", views.share_list, name="shares"),
    path("carries/", views.carry_list, name="carries"),
]
