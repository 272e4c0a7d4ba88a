"""Answers: requests as plain values, and values, refusals and failures as responses."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from yanbian_report.base.findings import unexpected
from yanbian_report.workbench.refused import Refused
from yanbian_report.workbench.said import Json
from yanbian_report.workbench.saved import Unsayable

Handler = Callable[[Request], Awaitable[Response]]


def encoded(value: object) -> bytes:
    """``value`` as JSON. Half a character, which no encoding has, is escaped."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def said(value: object, status: int = 200) -> Response:
    """``value`` as an answer."""
    return Response(encoded(value), status, media_type="application/json")


def nothing() -> Response:
    """Done, and nothing to say."""
    return Response(status_code=204)


def moment(seconds: float | None) -> str | None:
    """A time of this machine, as people and JavaScript read it."""
    return None if seconds is None else datetime.fromtimestamp(seconds).isoformat(" ", "seconds")


async def body_of(request: Request) -> Json:
    """The JSON object that was sent. Raises Refused."""
    try:
        found = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise Refused("请求里不是 JSON", 400) from None
    if not isinstance(found, dict):
        raise Refused("请求里应当是一个 JSON 对象", 400)
    return found


def text_in(body: Json, name: str, usual: str | None = None) -> str:
    """A text of the request. Raises Refused where there is none."""
    value = body.get(name, usual)
    if not isinstance(value, str):
        raise Refused(f"请求里没有 {name}", 400)
    return value


def answering(handler: Handler) -> Handler:
    """``handler``, whose refusals and failures are answers, too: every one with a message in Chinese."""

    async def answered(request: Request) -> Response:
        try:
            return await handler(request)
        except Refused as problem:
            of_field = {"field": problem.field} if problem.field else {}
            return said({"message": problem.message, **of_field}, problem.status)
        except Unsayable as problem:
            return said({"message": f"{problem}，没有保存。可以改存成 UTF-8", "offer": "utf-8"}, 422)
        except ClientDisconnect:
            return nothing()
        except Exception as problem:  # the next request may go well
            if sys.flags.dev_mode:
                raise
            return said({"message": unexpected(problem).message}, 500)

    return answered
