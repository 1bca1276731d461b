"""Routes of the area."""

from django.urls import path

from dakehu.web.views import home, jobs, matrix, setup, switches

urlpatterns = [
    path("", home.home, name="home"),
    path("me/", home.me, name="me"),
    path("dates/<slug:code>/<str:on>/", home.deadline_explained, name="deadline_explained"),
    path("packs/", switches.packs, name="packs"),
    path("access/", matrix.access_matrix, name="access_matrix"),
    # background work
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:number>/", jobs.job, name="job"),
    path("jobs/<int:number>/retry/", jobs.job_retry, name="job_retry"),
    path("daily/", jobs.daily, name="daily"),
    path("daily/<str:code>/time/", jobs.daily_time, name="daily_time"),
    path("daily/<str:code>/<slug:action>/", jobs.daily_act, name="daily_act"),
    # set-up
    path("setup/", setup.setup, name="setup"),
    path("setup/company/", setup.setup_company, name="setup_company"),
    path("setup/company/entity/", setup.setup_entity, name="setup_entity"),
    path("setup/posts/", setup.setup_posts, name="setup_posts"),
    path("setup/rules/", setup.setup_rules, name="setup_rules"),
    path("setup/skip/<slug:step>/", setup.setup_skip, name="setup_skip"),
    path("setup/done/", setup.setup_done, name="setup_done"),
]
