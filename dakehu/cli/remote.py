"""Asking a system elsewhere: POST /api/v1/calc/KIND, as the interface describes it."""

import json
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from dakehu.cli.cases import Ask
from dakehu.cli.console import CommandFailed
from dakehu.rules.json_form import as_spelt

_PATIENCE = 30.0


def asking(address: str, token: str | None) -> Ask:
    """A function that asks the system at `address`."""
    if urlsplit(address).scheme not in ("http", "https"):
        raise CommandFailed(f"网址须以 http:// 或 https:// 开头，不能写 {address}")
    start = f"{address.rstrip('/')}/api/v1/calc"

    def ask(kind: str, question: Any) -> dict[str, Any]:
        return _asked(f"{start}/{kind}", question, token)

    return ask


def _asked(url: str, question: Any, token: str | None) -> dict[str, Any]:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    request = Request(url, as_spelt(question).encode(), headers, method="POST")
    try:
        with urlopen(request, timeout=_PATIENCE) as response:
            return _object(url, response.read())
    except HTTPError as refusal:
        with refusal:
            if refusal.code == 401:
                raise CommandFailed(
                    f"{url} 要求登录：请用 --token 提供有 calc 权限的令牌"
                ) from None
            if refusal.code != 422:
                raise CommandFailed(f"{url} 返回状态 {refusal.code}") from None
            return _refused(url, refusal.read())
    except (URLError, HTTPException, OSError) as error:
        raise CommandFailed(f"无法连接 {url}：{getattr(error, 'reason', error)}") from error


def _object(url: str, body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except ValueError as error:
        raise CommandFailed(f"{url} 的回答不是 JSON") from error
    if not isinstance(answer, dict):
        raise CommandFailed(f"{url} 的回答不是 JSON 对象")
    return answer


def _refused(url: str, body: bytes) -> dict[str, Any]:
    errors = _object(url, body).get("errors")
    if not isinstance(errors, list) or not errors:
        raise CommandFailed(f"{url} 拒绝了输入，却没有说明错误（errors）")
    return {"error": errors[0]}
