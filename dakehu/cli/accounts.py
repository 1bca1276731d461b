"""Commands for an administrator who cannot get in any other way."""

from dakehu.cli.arguments import Arguments
from dakehu.cli.console import CommandFailed, Console
from dakehu.cli.site import set_up_with_tables


def _user_id(name: str) -> int:
    from dakehu.accounts.queries import user_by_name

    user = user_by_name(name)
    if user is None:
        raise CommandFailed(f"没有用户名或手机号为 {name} 的账号")
    found: int = user.pk
    return found


def unlock(arguments: Arguments, console: Console) -> int:
    """Lift the lock that failed sign-ins put on a name."""
    set_up_with_tables()
    from dakehu.accounts.services import unlock_user
    from dakehu.kit.actors import system
    from dakehu.kit.clock import now

    name = arguments["NAME"]
    unlock_user(by=system("command"), at=now(), user_id=_user_id(name))
    console.say(f"已解除 {name} 的登录锁定。")
    return 0


def new_password(arguments: Arguments, console: Console) -> int:
    """Give an account a password for one sign-in, printed once."""
    set_up_with_tables()
    from dakehu.accounts.services import set_password, temporary_password
    from dakehu.kit.actors import system
    from dakehu.kit.clock import now

    name = arguments["NAME"]
    password = temporary_password()
    set_password(
        by=system("command"),
        at=now(),
        user_id=_user_id(name),
        password=password,
        must_change=True,
    )
    console.say(f"{name} 的临时密码：{password}（只显示这一次，登录后须立即更换）")
    return 0
