"""Commands that check: the audit trail, the permissions, the references, the policies."""

from typing import Any, Final

from dakehu.cli.arguments import Arguments
from dakehu.cli.console import CommandFailed, Console
from dakehu.cli.site import set_up, set_up_with_tables
from dakehu.cli.tables import table

BREAKS: Final = {
    "changed": "内容被改动",
    "does_not_follow": "与上一条不相接",
    "missing_before": "此前有记录缺失",
    "out_of_order": "次序不对",
    "tail_cut": "末尾的记录缺失",
    "head_differs": "与另存的末条记录不符",
    "not_as_noted": "与以前记下的校验值不符",
    "shorter_than_noted": "比以前记下的条数少",
}


def verify_audit(arguments: Arguments, console: Console) -> int:
    """Walk the audit chain; status 1 where it does not hold."""
    set_up_with_tables()
    from dakehu.audit.queries import verify

    count = _whole(arguments.get("--count"))
    noted = arguments.get("--hash") or ""
    if noted and count is None:
        raise CommandFailed("--hash 须与 --count 一起写")
    verdict = verify(expected_count=count, expected_hash=noted)
    if arguments.has("--json"):
        breaks = [{"number": one.number, "code": one.code} for one in verdict.breaks]
        console.say_json({"count": verdict.count, "hash": verdict.hash, "breaks": breaks})
    elif verdict.is_whole:
        console.say(f"操作记录完整，共 {verdict.count} 条。末条校验值：{verdict.hash}")
    else:
        for one in verdict.breaks:
            console.complain(f"第 {one.number} 条：{BREAKS[one.code]}")
        console.complain(f"操作记录不完整，发现 {len(verdict.breaks)} 处问题。")
    return 0 if verdict.is_whole else 1


def _whole(given: str | None) -> int | None:
    if given is None:
        return None
    if not (given.isascii() and given.isdigit()):
        raise CommandFailed(f"--count 应为整数，写的是 {given}")
    return int(given)


def access_matrix(arguments: Arguments, console: Console) -> int:
    """Print every route with what each role gets."""
    set_up()
    from dakehu.kit.routes import by_scope, markdown, matrix
    from dakehu.organization.queries.labels import DEFAULTS

    def default_role_label(role: str) -> str:
        return DEFAULTS[f"role.{role}"]

    rows = matrix()
    if arguments.has("--json"):
        console.say_json(rows)
    elif arguments.has("--markdown"):
        console.say(markdown(rows, default_role_label))
    else:
        for row in rows:
            console.say(f"{row['route']}  {row['asks']}")
            for scope, roles in by_scope(row["roles"]).items():
                console.say(f"    {scope}：{'、'.join(map(default_role_label, roles))}")
    return 0


def api_schema(arguments: Arguments, console: Console) -> int:
    """Print the OpenAPI document of the REST interface."""
    set_up()
    from django.core.management import call_command

    call_command("api_schema")
    return 0


def check_refs(arguments: Arguments, console: Console) -> int:
    """List references that lead nowhere; status 1 where there are any."""
    set_up_with_tables()
    from dakehu.kit.dangling import dangling_references

    found = dangling_references()
    if arguments.has("--json"):
        rows: list[dict[str, Any]] = [
            {"table": one.table, "column": one.column, "reference": str(one.ref)} for one in found
        ]
        console.say_json(rows)
    elif not found:
        console.say("所有引用都指向存在的记录。")
    else:
        lines = [(one.table, one.column, str(one.ref)) for one in found]
        console.say(table(("表", "列", "引用"), lines))
    return 1 if found else 0


def check_policies(arguments: Arguments, console: Console) -> int:
    """Compare every published version with its digest; status 1 where one was changed."""
    set_up_with_tables()
    from dakehu.rulebook.queries.published import changed_versions, version_count

    changed, count = changed_versions(), version_count()
    if arguments.has("--json"):
        rows = [{"code": row.code, "version": row.version} for row in changed]
        console.say_json({"versions": count, "changed": rows})
    elif not changed:
        console.say(f"已发布的制度与发布时一致，共 {count} 个版本。")
    for row in [] if arguments.has("--json") else changed:
        console.complain(f"{row}：内容与发布时不一致，不能使用。请从备份恢复。")
    return 1 if changed else 0


def check_files(arguments: Arguments, console: Console) -> int:
    """Compare every stored file with its hash; status 1 where one is gone or was changed."""
    set_up_with_tables()
    from dakehu.documents.queries.files import damaged_files

    found = list(damaged_files())
    if arguments.has("--json"):
        rows = [
            {"file": one.file, "name": one.name, "hash": one.sha256, "missing": one.is_missing}
            for one in found
        ]
        console.say_json(rows)
    elif not found:
        console.say("存放的文件都在，内容与存入时一致。")
    else:
        words = {True: "缺失", False: "内容被改动"}
        lines = [(str(one.file), one.name, words[one.is_missing]) for one in found]
        console.say(table(("编号", "文件名", "问题"), lines, right=(0,)))
    return 1 if found else 0
