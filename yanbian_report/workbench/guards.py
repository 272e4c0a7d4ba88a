"""Guards: who may ask the server anything, what they may send, and what every answer forbids the browser.

The server is of this machine and of one person. A page of another site in the same browser, another user of the
machine and a name that leads here by a trick are turned away before anything is read.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from yanbian_report.workbench.peers import Peers
from yanbian_report.workbench.refused import Refused

Scope = Mapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Any, Receive, Send], Awaitable[None]]

JSON, BYTES = "application/json", "application/octet-stream"
LARGEST = {JSON: 8_000_000, BYTES: 40_000_000}  # a data file has 2 MB, which may be GBK and is escaped in JSON
_TAKEN, _FOR = 100_000_000, 2.0  # of what is too long, and seconds for it, so that a browser comes to read why
IMPORT = "/api/import"  # the one thing that takes a file as it is
_READING, _CHANGING = ("GET", "HEAD"), ("PUT", "POST")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)
_CLOSED = "这个网页只能从工作台自己打开。请关掉它，再双击一次“工作台”。"


class Keys:
    """The secrets of one run: a door that opens once, and the cookie that is given for it."""

    def __init__(self) -> None:
        self._doors: set[str] = set()
        self.cookie = secrets.token_urlsafe(32)

    def new_door(self) -> str:
        """A token for an address that is opened once."""
        self._doors.add(door := secrets.token_urlsafe(32))
        return door

    def opens(self, token: str) -> bool:
        """Whether ``token`` opens; it does so no second time."""
        for door in self._doors:
            if _same(door, token):
                self._doors.discard(door)
                return True
        return False

    def knows(self, cookie: str) -> bool:
        return _same(self.cookie, cookie)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode("utf-8", "replace"))


class Guards:
    """The ASGI application ``app``, behind its guards, on ``port`` of this machine."""

    def __init__(self, app: App, port: int, keys: Keys) -> None:
        self._app = app
        self._keys = keys
        self._peers = Peers()
        self._cookie = f"yanbian_{port}"
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise RuntimeError(f"no {scope['type']} here")

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*_without_ours(message.get("headers", ())), *_HEADERS]}
            await send(message)

        try:
            if await self._peers.is_other(scope.get("client"), scope.get("server")):
                raise Refused(_CLOSED, 403)
            token = self._checked(scope)
            if token:
                await self._let_in(token, scope, guarded)
                return
            limited = _limited(scope, receive)
            await self._app(scope, limited, guarded)
        except Refused as problem:
            if problem.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
                with suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(_drain(receive), _FOR)
            await _refuse(problem, guarded)

    def _checked(self, scope: Scope) -> str:
        """The token of an address that is opened, else empty for a request that may be answered. Raises Refused."""
        headers = _headers(scope)
        if headers.get("host", "") not in self._hosts:
            raise Refused(_CLOSED, 421)
        method, path = scope["method"], scope["path"]
        if method not in (*_READING, *_CHANGING):
            raise Refused("没有这种请求", 405)
        self._check_origin(headers, method, path)
        token = _token(scope) if method == "GET" and path == "/" else ""
        if not token and not self._keys.knows(_cookie(headers, self._cookie)):
            raise Refused(_CLOSED, 403)
        if method in _CHANGING:
            _check_body(headers, path)
        return token

    def _check_origin(self, headers: Mapping[str, str], method: str, path: str) -> None:
        """Whether the request comes from a page of this server, or, for the page itself, from the person."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        own = f"http://{headers.get('host')}"
        allowed = ("same-origin", "none") if path == "/" and method in _READING else ("same-origin",)
        if (origin is not None and origin != own) or (site is not None and site not in allowed):
            raise Refused(_CLOSED, 403)
        if method in _CHANGING and origin is None and site is None:  # every browser says at least one of them
            raise Refused(_CLOSED, 403)

    async def _let_in(self, token: str, scope: Scope, send: Send) -> None:
        """A cookie for a token, and the address without it."""
        known = self._keys.knows(_cookie(_headers(scope), self._cookie))  # the address was opened once more
        if not (self._keys.opens(token) or known):
            raise Refused(_CLOSED, 403)
        cookie = f"{self._cookie}={self._keys.cookie}; Path=/; HttpOnly; SameSite=Strict"
        headers = [(b"location", b"/"), (b"set-cookie", cookie.encode()), (b"content-length", b"0")]
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


def _headers(scope: Scope) -> dict[str, str]:
    """The headers by name. One that is there twice is refused where only one can be meant."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        if key in found and key in ("host", "origin", "sec-fetch-site", "content-type", "content-length"):
            raise Refused("请求的头写了两次", 400)
        found[key] = f"{found[key]}; {value.decode('latin-1')}" if key in found else value.decode("latin-1")
    return found


def _without_ours(headers: Any) -> list[tuple[bytes, bytes]]:
    names = {name for name, _ in _HEADERS}
    return [(name, value) for name, value in headers if name.lower() not in names]


def _token(scope: Scope) -> str:
    asked: str = scope.get("query_string", b"").decode("latin-1")
    return parse_qs(asked).get("token", [""])[0]


def _cookie(headers: Mapping[str, str], name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found is not None else ""


def _kind(path: str) -> str:
    return BYTES if path == IMPORT else JSON


def _check_body(headers: Mapping[str, str], path: str) -> None:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _kind(path):
        raise Refused(f"这里只收 {_kind(path)}", 415)
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdecimal()):
        raise Refused("请求的长度不是数", 400)
    if int(length) > LARGEST[kind]:
        raise Refused(_too_much(kind), 413)


def _too_much(kind: str) -> str:
    return f"内容超过 {LARGEST[kind] // 1_000_000} MB，没有收下"


def _limited(scope: Scope, receive: Receive) -> Receive:
    """``receive`` that refuses what is longer than was said, or was not said at all."""
    kind = _kind(scope["path"])
    got = 0

    async def limited() -> Message:
        nonlocal got
        message = await receive()
        if message["type"] == "http.request":
            got += len(message.get("body", b""))
            if got > LARGEST[kind]:
                raise Refused(_too_much(kind), 413)
        return message

    return limited


async def _drain(receive: Receive) -> None:
    """Take what is sent, and forget it: who still sends when the connection is closed never reads the answer."""
    got = 0
    while got < _TAKEN:
        message = await receive()
        got += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


async def _refuse(problem: Refused, send: Send) -> None:
    body = problem.message.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),  # what was not read of it must not be taken for another request
    ]
    status = HTTPStatus(problem.status)
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": body})
