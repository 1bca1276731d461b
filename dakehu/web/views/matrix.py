"""Who may do what, as a page."""

from django.http import HttpRequest, HttpResponse

from dakehu.kit.allowing import allow
from dakehu.kit.pages import page
from dakehu.web.access import SEE_MATRIX
from dakehu.web.queries.matrix import permission_table


@allow(SEE_MATRIX)
def access_matrix(request: HttpRequest) -> HttpResponse:
    """Each permission and each role's scope."""
    return page(request, "web/matrix.html", {"table": permission_table()})
