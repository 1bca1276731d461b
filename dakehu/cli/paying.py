"""`dakehu pay verify`: every stored settlement computed again."""

from dakehu.cli.arguments import Arguments
from dakehu.cli.console import Console
from dakehu.cli.site import set_up_with_tables


def verify(arguments: Arguments, console: Console) -> int:
    """Compute every stored run again; status 1 where a statement is not what that gives."""
    set_up_with_tables()
    from dakehu.pay.queries.verifying import verified_runs

    found = []
    for run in verified_runs():
        found.append(run)
        if arguments.has("--json"):
            continue
        if run.problem:
            console.complain(f"{run.pay_month} 发放：无法重算，{run.problem}")
        elif run.differing:
            who = "、".join(run.differing)
            console.complain(f"{run.pay_month} 发放：{len(run.differing)} 人与重算不同，工号 {who}")
        else:
            console.say(f"{run.pay_month} 发放：{run.people} 人，与重算一致")
    is_whole = all(one.is_whole for one in found)
    if arguments.has("--json"):
        runs = [
            {
                "pay_month": one.pay_month,
                "people": one.people,
                "differing": list(one.differing),
                "problem": one.problem,
            }
            for one in found
        ]
        console.say_json({"is_whole": is_whole, "runs": runs})
    elif is_whole:
        console.say(
            f"{len(found)} 个月的核算都能由保存的数据重新算出，每一个数和每一步依据都一致。"
        )
    return 0 if is_whole else 1
