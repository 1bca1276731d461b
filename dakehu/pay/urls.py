"""Routes of pay."""

from django.urls import path

from dakehu.pay import views

app_name = "pay"

urlpatterns = [path("terms/", views.terms_list, name="terms")]
