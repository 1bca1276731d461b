"""The one grey line at the head of each page: its state in words."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from dakehu.policy.book import Policy
from dakehu.rulebook.approving import ApprovalLine
from dakehu.rulebook.comparison import Comparison


def of_home(count: int, on: date, today: date) -> str:
    """How many policies are in force on the day."""
    if not count and on < today:
        return _("%(day)s 还没有制度施行。") % {"day": on.isoformat()}
    if not count:
        return _("还没有发布制度。")
    if on == today:
        return _("今天施行 %(n)d 项制度。") % {"n": count}
    return _("%(day)s 施行 %(n)d 项制度。") % {"day": on.isoformat(), "n": count}


def of_policy(policy: Policy, by: str) -> str:
    """Since when a version is in force and who approved it."""
    return _("自 %(day)s 起施行，%(adopted)s 通过，%(by)s批准。") % {
        "day": policy.effective_from.isoformat(),
        "adopted": policy.adopted_on.isoformat(),
        "by": by,
    }


def of_versions(count: int, policy: Policy) -> str:
    return _("共 %(n)d 个版本，现行版本自 %(day)s 起施行。") % {
        "n": count,
        "day": policy.effective_from.isoformat(),
    }


def of_comparison(comparison: Comparison) -> str:
    """What changed, in numbers."""
    if comparison.is_same:
        return _("两个版本相同。")
    return _(
        "%(old)s → %(new)s：%(values)d 个参数、%(clauses)d 条条文、%(chains)d 项审批有改动。"
    ) % {
        "old": comparison.before.version,
        "new": comparison.after.version,
        "values": len(comparison.parameters),
        "clauses": len(comparison.clauses),
        "chains": len(comparison.chains),
    }


def of_search(text: str, count: int, on: date) -> str:
    """How many clauses were found."""
    if not text:
        return _("在 %(day)s 施行的条文中查找。") % {"day": on.isoformat()}
    return _("“%(text)s”在 %(day)s 施行的条文中有 %(n)d 条。") % {
        "text": text,
        "day": on.isoformat(),
        "n": count,
    }


def of_parameters(count: int, on: date) -> str:
    return _("%(day)s 施行的参数共 %(n)d 个，改动须发布新版本。") % {
        "day": on.isoformat(),
        "n": count,
    }


def of_approvals(name: str, lines: Sequence[ApprovalLine], on: date) -> str:
    """For whom and when, and whether everything can be approved."""
    if not lines:
        return _("按制度和任职情况，看每件事由谁审批。")
    stuck = sum(any(case.has_problem for case in line.cases) for line in lines)
    told = _("%(name)s 在 %(day)s 提出的事项，每件由谁审批。") % {
        "name": name,
        "day": on.isoformat(),
    }
    if stuck:
        return told + _("有 %(n)d 件会停住，红字写明怎么办。") % {"n": stuck}
    return told + _("每一步都有人。")
