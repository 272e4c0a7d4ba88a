"""App: the addresses of the workbench, and what stands behind each. Nothing but translation between JSON and functions.

Every request may say ``unit`` (of ``/api/project``; without it the unit that the workbench was started for) and
``tab``, a name that a page makes up for itself, so that two tabs do not take each other's words.
"""

from __future__ import annotations

import time
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from yanbian_report.base.files import list_folder
from yanbian_report.base.project import Project
from yanbian_report.workbench import edits, look, traces
from yanbian_report.workbench.answers import answering, body_of, encoded, moment, nothing, said, text_in
from yanbian_report.workbench.app_tasks import task_routes
from yanbian_report.workbench.bench import Bench
from yanbian_report.workbench.completing import names
from yanbian_report.workbench.desk import Desk
from yanbian_report.workbench.events import Tab
from yanbian_report.workbench.refused import Missing, Refused
from yanbian_report.workbench.said import Json
from yanbian_report.workbench.saved import read_bytes
from yanbian_report.workbench.store import Stale
from yanbian_report.workbench.units import id_of
from yanbian_report.yamldoc.encoding import plain_line_ends

STATIC = Path(__file__).parent / "static"
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}


def application(bench: Bench, static: Path = STATIC) -> Starlette:
    """The application, without its guards."""
    year = YearRoutes(bench)
    files = FileRoutes(bench, static)
    found = Starlette(
        exception_handlers={404: _unknown, 405: _unknown},
        routes=[
            Route("/", answering(files.index)),
            Route("/static/{name}", answering(files.static)),
            Route("/api/picture/{name}", answering(files.made)),
            Route("/api/style/{name}", answering(files.made)),
            Route("/api/open", answering(year.open)),
            Route("/api/look", answering(year.look), methods=["PUT"]),
            Route("/api/save", answering(year.save), methods=["PUT"]),
            Route("/api/unsaved", answering(year.unsaved), methods=["PUT"]),
            Route("/api/edit", answering(year.edit), methods=["PUT"]),
            Route("/api/trace", answering(year.trace)),
            Route("/api/names", answering(year.names)),
            Route("/api/history", answering(year.history)),
            Route("/api/history/{id}", answering(year.version)),
            Route("/api/events", answering(year.events)),
            *task_routes(bench),
        ],
    )
    found.router.redirect_slashes = False  # what is no address of ours leads nowhere
    return found


async def _unknown(_: Request, problem: Exception) -> Response:
    """An address that there is not, or that is not asked so."""
    return said({"message": "没有这个网址"}, getattr(problem, "status_code", 404))


class FileRoutes:
    """Files: the page's own by the names that there are, and what a look refers to."""

    def __init__(self, bench: Bench, static: Path) -> None:
        self._bench = bench
        self._static = static

    async def index(self, _: Request) -> Response:
        return await self._file("index.html")

    async def static(self, request: Request) -> Response:
        return await self._file(request.path_params["name"])

    async def _file(self, name: str) -> Response:
        known = {file.name: file for file in list_folder(self._static, "")[0] if file.suffix in _KINDS}
        if name not in known:
            raise Missing("没有这个文件")
        data = await self._bench.at_disk(known[name].read_bytes)
        return Response(data, media_type=_KINDS[known[name].suffix])

    async def made(self, request: Request) -> Response:
        name = request.path_params["name"]
        make = self._bench.file(name)
        data = await self._bench.drawn(make)
        return Response(data, media_type=_KINDS.get(Path(name).suffix, "application/octet-stream"))


class YearRoutes:
    """A year's text: read, looked at, saved."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    async def open(self, request: Request) -> Response:
        project, year = self._bench.year(request.query_params.get("unit", ""), request.query_params.get("year"))
        own = request.query_params.get("tab", "")
        store = self._bench.store(project, year)
        busy = self._bench.tabs.busy(id_of(project), year) - {own}
        opened = await self._bench.at_disk(store.open, busy)
        left = [{"text": u.text, "at": moment(u.at), "etag": u.etag, "tab": u.tab} for u in opened.unsaved]
        return said(
            {
                "year": year,
                "file": project.shown(store.file),
                "text": opened.text,
                "etag": opened.etag,
                "saved_at": moment(opened.saved_at),
                "encoding": opened.encoding,
                "message": opened.message,
                "unsaved": left[0] if left else None,
                "more_unsaved": left[1:],
            }
        )

    async def look(self, request: Request) -> Response:
        body, project, year = await self._body(request)
        desk, text, tab = self._bench.desk(project, year), _plain(body), _tab(request, body)
        number, have = body.get("turn"), body.get("have")
        turn = number if tab and isinstance(number, int) else next(self._bench.arrivals)
        asked = time.perf_counter()

        def looked() -> bytes:
            began = time.perf_counter()
            found = look.look(desk, text, have if isinstance(have, dict) else {})
            times = {"waited": _ms(asked, began), "look": _ms(began, time.perf_counter()), **found.get("ms", {})}
            return encoded({**found, "turn": number, "ms": times})

        done = await self._bench.turns.newest((id_of(project), year, tab), turn, looked)
        dropped = encoded({"turn": number, "dropped": True})
        return Response(dropped if done is None else done, media_type="application/json")

    async def save(self, request: Request) -> Response:
        body, project, year = await self._body(request)
        store, as_utf8 = self._bench.store(project, year), body.get("encoding") == "utf-8"
        tab, etag = _tab(request, body), text_in(body, "etag")
        busy = self._bench.tabs.busy(id_of(project), year)
        done = await self._bench.at_disk(lambda: store.save(_plain(body), etag, tab, as_utf8=as_utf8, busy=busy))
        await self._bench.tell_changed(project, year, tab)
        if isinstance(done, Stale):
            words = "文件在别处改过了，没有保存；你写的还在" if done.etag else "文件不在了，没有保存；你写的还在"
            return said({"etag": done.etag, "text": done.text, "message": words}, 409)
        return said({"etag": done.etag, "saved_at": moment(done.saved_at), "warning": done.warning})

    async def unsaved(self, request: Request) -> Response:
        body, project, year = await self._body(request)
        kept, tab = self._bench.store(project, year).kept, _tab(request, body)
        if body.get("text") is None:
            busy = self._bench.tabs.busy(id_of(project), year)
            await self._bench.at_disk(lambda: kept.forget_unsaved(tab, busy))
        else:
            await self._bench.at_disk(lambda: kept.keep_unsaved(_plain(body), text_in(body, "etag"), tab))
        return nothing()

    async def edit(self, request: Request) -> Response:
        body, project, year = await self._body(request)
        wanted = body.get("edits")
        if not isinstance(wanted, list) or not all(map(edits.is_wanted, wanted)):
            raise Refused("请求里没有 edits")
        desk, text = self._bench.desk(project, year), _plain(body)
        return said(await self._bench.turns.run(lambda: edits.edits(desk, text, wanted)))

    async def trace(self, request: Request) -> Response:
        project, year = self._bench.year(request.query_params.get("unit", ""), request.query_params.get("year"))
        desk, path = self._bench.desk(project, year), request.query_params.get("path", "")

        def traced() -> Json:
            self._look_once(desk)
            return traces.trace(desk, path)

        return said(await self._bench.turns.run(traced))

    async def names(self, request: Request) -> Response:
        project, year = self._bench.year(request.query_params.get("unit", ""), request.query_params.get("year"))
        desk = self._bench.desk(project, year)

        def named() -> Json:
            self._look_once(desk)
            return names(desk)

        return said(await self._bench.turns.run(named))

    def _look_once(self, desk: Desk) -> None:
        """What is asked of the last look is answered from the saved file where there was none."""
        if desk.examined is None:
            desk.examine(self._bench.store(desk.project, desk.year).current()[1])

    async def history(self, request: Request) -> Response:
        project, year = self._bench.year(request.query_params.get("unit", ""), request.query_params.get("year"))
        found = await self._bench.at_disk(self._bench.store(project, year).versions)
        return said([{"id": one.id, "at": moment(one.at), "size": one.size} for one in found])

    async def version(self, request: Request) -> Response:
        project, year = self._bench.year(request.query_params.get("unit", ""), request.query_params.get("year"))
        kept, wanted = self._bench.store(project, year).kept, request.path_params["id"]
        data = await self._bench.at_disk(lambda: kept.version(wanted))
        if data is None:
            raise Missing("没有这一份旧的")
        return said({"text": read_bytes(data).text})

    async def events(self, request: Request) -> Response:
        asked = request.query_params
        project, year = self._bench.year(asked.get("unit", ""), asked.get("year"))
        tab = Tab(id_of(project), year, asked.get("tab", ""))
        known = request.headers.get("last-event-id") or asked.get("etag")  # a browser that was asleep says the first
        stream = await self._bench.stream(project, tab, known)
        return StreamingResponse(stream, media_type="text/event-stream")

    async def _body(self, request: Request) -> tuple[Json, Project, int]:
        body = await body_of(request)
        project, year = self._bench.year(_unit(request, body), body.get("year"))
        return body, project, year


def _unit(request: Request, body: Json) -> str:
    return request.query_params.get("unit") or text_in(body, "unit", "")


def _tab(request: Request, body: Json) -> str:
    return request.query_params.get("tab") or text_in(body, "tab", "")


def _plain(body: Json) -> str:
    """The text of the editor, line ends plain."""
    return plain_line_ends(text_in(body, "text"))


def _ms(start: float, end: float) -> float:
    return round((end - start) * 1000, 1)
