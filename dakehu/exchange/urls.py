"""Routes of import and export."""

from django.urls import path

from dakehu.exchange.views import exports, imports, sheets

app_name = "exchange"

urlpatterns = [
    path("", sheets.home, name="home"),
    path("imports/", imports.import_list, name="import_list"),
    path("imports/<int:number>/", imports.import_detail, name="import_detail"),
    path("imports/<int:number>/columns/", imports.columns, name="columns"),
    path("imports/<int:number>/tab/", imports.tab, name="tab"),
    path("imports/<int:number>/check/", imports.check, name="check"),
    path("imports/<int:number>/run/", imports.run, name="run"),
    path("imports/<int:number>/resume/", imports.resume, name="resume"),
    path("imports/<int:number>/cancel/", imports.cancel, name="cancel"),
    path("imports/<int:number>/undo/", imports.undo, name="undo"),
    path("imports/<int:number>/faults/", imports.faults, name="faults"),
    path("exports/", exports.export_list, name="export_list"),
    path("exports/<int:number>/", exports.export_download, name="export_download"),
    path("<str:sheet>/template/", sheets.template, name="template"),
    path("<str:sheet>/import/", imports.upload, name="upload"),
    path("<str:sheet>/sample/", imports.sample, name="sample"),
    path("<str:sheet>/export/", exports.export, name="export"),
]
