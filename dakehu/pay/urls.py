"""Routes of pay."""

from django.urls import path

from dakehu.pay.views import terms

app_name = "pay"

urlpatterns = [path("terms/", terms.terms_list, name="terms")]
