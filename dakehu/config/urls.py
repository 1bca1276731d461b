"""All routes: each area's own, under its prefix."""

from django.urls import include, path

urlpatterns = [
    path("", include("dakehu.web.urls")),
    path("account/", include("dakehu.accounts.urls")),
    path("audit/", include("dakehu.audit.urls")),
    path("calendar/", include("dakehu.calendar.urls")),
    path("documents/", include("dakehu.documents.urls")),
    path("exchange/", include("dakehu.exchange.urls")),
    path("organization/", include("dakehu.organization.urls")),
    path("catalog/", include("dakehu.catalog.urls")),
    path("deals/", include("dakehu.deals.urls")),
    path("receipts/", include("dakehu.receipts.urls")),
    path("rulebook/", include("dakehu.rulebook.urls")),
    path("targets/", include("dakehu.targets.urls")),
    path("conduct/", include("dakehu.conduct.urls")),
    path("performance/", include("dakehu.performance.urls")),
    path("rewards/", include("dakehu.rewards.urls")),
    path("pay/", include("dakehu.pay.urls")),
    path("demo/", include("dakehu.demo.urls")),
    path("kit/", include("dakehu.kit.urls")),
    path("api/", include("dakehu.api.urls")),
    path("", include("dakehu.api.root_urls")),
]

handler400 = "dakehu.kit.errors.bad_request"
handler403 = "dakehu.kit.errors.forbidden"
handler404 = "dakehu.kit.errors.not_found"
handler500 = "dakehu.kit.errors.server_error"
