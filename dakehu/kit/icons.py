"""The icons there are: the symbols that `tools/vendor.py` cuts out of the Tabler sprite.

Add a name here (kept sorted), run the tool, commit both. `{% icon %}` refuses any other name.
"""

from typing import Final

ICONS: Final = frozenset(
    """
    adjustments adjustments-horizontal alert-circle alert-triangle archive arrow-back-up
    arrow-down arrow-left arrow-right arrow-up arrows-sort ban bell book book-2 bookmark briefcase
    building building-bank building-skyscraper building-store calculator calendar calendar-event
    calendar-off calendar-stats camera cash chart-bar chart-line check checkbox checklist checks
    chevron-down chevron-left chevron-right chevron-up circle-check circle-x clipboard-check
    clipboard-list clock coins copy corner-up-left credit-card database database-export
    database-import device-desktop device-floppy device-mobile dots dots-vertical download edit
    external-link eye eye-off file file-certificate file-check file-description file-diff
    file-export file-import file-invoice file-off file-plus file-spreadsheet file-text
    file-type-pdf files filter flag folder folders gavel gift git-branch git-compare hand-stop
    heart-handshake help help-circle hierarchy history home home-check hourglass id id-badge-2
    inbox info-circle key layout-grid layout-sidebar-left-collapse layout-sidebar-left-expand link
    list list-check lock lock-open login-2 logout mail map-pin math-function menu-2 message
    message-circle message-report messages minus mood-empty note notebook notes package packages
    paperclip password pencil phone phone-call photo pin player-pause player-play plug plus power
    printer progress progress-check qrcode receipt-2 receipt-refund refresh report-analytics
    report-money rotate ruler-2 scale school search select send settings share shield-check
    shield-half shield-lock shopping-cart signature star sun sun-moon switch-horizontal table
    table-options tag target-arrow template timeline-event tools trash trending-down trending-up
    truck-delivery upload user user-check user-circle user-cog user-plus user-shield user-x users
    users-group versions writing x zoom-in zoom-out zoom-reset
    """.split()
)
