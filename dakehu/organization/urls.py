"""Routes of the organization."""

from django.urls import path

from dakehu.organization.views import authority, chart, company, positions, staff

app_name = "organization"

urlpatterns = [
    path("", chart.chart_view, name="chart"),
    path("print/", chart.chart_print, name="chart_print"),
    path("units/", chart.unit_list, name="unit_list"),
    path("units/add/", chart.unit_add, name="unit_add"),
    path("units/<int:pk>/", chart.unit_detail, name="unit_detail"),
    path("units/<int:pk>/change/", chart.unit_change, name="unit_change"),
    path("units/<int:pk>/move/", chart.unit_move, name="unit_move"),
    path("units/<int:pk>/close/", chart.unit_close, name="unit_close"),
    path("staff/", staff.staff_list, name="staff_list"),
    path("staff/add/", staff.staff_add, name="staff_add"),
    path("staff/<int:pk>/", staff.staff_detail, name="staff_detail"),
    path("staff/<int:pk>/change/", staff.staff_change, name="staff_change"),
    path("staff/<int:pk>/appoint/", staff.staff_appoint, name="staff_appoint"),
    path("staff/<int:pk>/leave/", staff.staff_leave, name="staff_leave"),
    path("staff/<int:pk>/account/", staff.staff_account, name="staff_account"),
    path("appointments/<int:pk>/end/", staff.appointment_end, name="appointment_end"),
    path("positions/", positions.position_list, name="position_list"),
    path("positions/add/", positions.position_add, name="position_add"),
    path("positions/<int:pk>/", positions.position_detail, name="position_detail"),
    path("positions/<int:pk>/change/", positions.position_change, name="position_change"),
    path("positions/<int:pk>/paper/", positions.position_paper, name="position_paper"),
    path("positions/<int:pk>/describe/", positions.position_describe, name="position_describe"),
    path("deputies/", authority.deputy_list, name="deputy_list"),
    path("deputies/add/", authority.deputy_add, name="deputy_add"),
    path("deputies/<int:pk>/", authority.deputy_detail, name="deputy_detail"),
    path("deputies/<int:pk>/end/", authority.deputy_end, name="deputy_end"),
    path("delegations/", authority.delegation_list, name="delegation_list"),
    path("delegations/add/", authority.delegation_add, name="delegation_add"),
    path("delegations/<int:pk>/", authority.delegation_detail, name="delegation_detail"),
    path("delegations/<int:pk>/paper/", authority.delegation_paper, name="delegation_paper"),
    path("delegations/<int:pk>/revoke/", authority.delegation_revoke, name="delegation_revoke"),
    path("company/", company.company_detail, name="company"),
    path("company/change/", company.company_change, name="company_change"),
    path("legal-entities/add/", company.legal_entity_add, name="legal_entity_add"),
    path("legal-entities/<int:pk>/", company.legal_entity_change, name="legal_entity_change"),
    path("labels/", company.label_list, name="label_list"),
    path("labels/rename/", company.label_rename, name="label_rename"),
]
