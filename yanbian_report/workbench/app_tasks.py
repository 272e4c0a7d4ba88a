"""Addresses of what a project needs besides typing: the project itself, build, new, import, the board, the end."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from functools import partial
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import yanbian_report
from yanbian_report.base.project import Project
from yanbian_report.inputs import data_years
from yanbian_report.layout.browser import find_browser
from yanbian_report.layout.libreoffice import find_office
from yanbian_report.workbench import tasks
from yanbian_report.workbench.answers import answering, body_of, moment, nothing, said, text_in
from yanbian_report.workbench.bench import Bench
from yanbian_report.workbench.building import build_year
from yanbian_report.workbench.changes import since_last_year, since_saved
from yanbian_report.workbench.explaining import explained
from yanbian_report.workbench.refused import Missing, Unfit
from yanbian_report.workbench.said import Json
from yanbian_report.workbench.saved import read_bytes
from yanbian_report.workbench.units import id_of


def task_routes(bench: Bench) -> list[Route]:
    """The routes of ``bench``."""
    own = TaskRoutes(bench)
    return [
        Route("/api/project", answering(own.project)),
        Route("/api/board", answering(own.board)),
        Route("/api/explain", answering(own.explain)),
        Route("/api/changes", answering(own.changes)),
        Route("/api/build", answering(own.build), methods=["POST"]),
        Route("/api/built", answering(own.built)),
        Route("/api/open", answering(own.show), methods=["POST"]),
        Route("/api/new", answering(own.new), methods=["POST"]),
        Route("/api/init", answering(own.init), methods=["POST"]),
        Route("/api/import", answering(own.take_in), methods=["POST"]),
        Route("/api/end", answering(own.end), methods=["POST"]),
    ]


class TaskRoutes:
    """What is asked of a project."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._building = asyncio.Lock()

    async def project(self, request: Request) -> Response:
        unit = request.query_params.get("unit", "")
        found = self._bench.units.find(unit)
        if found is None and unit:
            raise Missing("没有这个单位")
        can = {"pdf": _pdf_program(), "open": self._bench.opener is not None}
        known = {"can": can, "version": yanbian_report.__version__, "units": self._units()}
        if found is None:
            folder = self._bench.units.folder
            empty: Json = {"unit": "", "id": "", "years": [], "year": None, "editions": [], "folder": str(folder)}
            return said({**empty, **known})
        return said({**await self._bench.turns.run(lambda: self._told(found)), **known})

    def _told(self, project: Project) -> Json:
        years = self._bench.years(project)
        year = self._bench.first_year if self._bench.first_year in years else years[-1] if years else None
        return {
            "unit": (tasks.unit_name(project, year) if year is not None else "") or project.root.name,
            "id": id_of(project),
            "years": years,
            "year": year,
            "folder": str(project.root.resolve()),
            "editions": project.editions(),
        }

    def _units(self) -> list[Json]:
        return [{"id": name, "folder": one.root.resolve().name} for name, one in self._bench.units.all().items()]

    async def board(self, _: Request) -> Response:
        rows = []
        for project in self._bench.units.all().values():  # a turn each, so that nobody who types waits for all
            years: list[int | None] = [*reversed(data_years(project))]
            for year in years or [None]:
                row = await self._bench.turns.run(partial(tasks.unit_state, project, year))
                rows.append({**row, "built_at": moment(row["built_at"])})
        return said(rows)

    async def explain(self, request: Request) -> Response:
        found = explained(request.query_params.get("code", "").strip().upper())
        if found is None:
            raise Missing("没有这个编号")
        return said(found)

    async def changes(self, request: Request) -> Response:
        asked = request.query_params
        project, year = self._bench.year(asked.get("unit", ""), asked.get("year"))
        desk, store = self._bench.desk(project, year), self._bench.store(project, year)
        saved = (await self._bench.at_disk(store.current))[1]
        text = desk.text or saved
        against = asked.get("against", "saved")
        if against == "last":
            return said(await self._bench.turns.run(lambda: since_last_year(project, year, text)))
        if against != "saved":  # one of the versions
            data = await self._bench.at_disk(store.kept.version, against)
            if data is None:
                raise Missing("没有这一份旧的")
            saved = read_bytes(data).text
        return said(await self._bench.turns.run(lambda: since_saved(project, year, text, saved)))

    async def build(self, request: Request) -> Response:
        body = await body_of(request)
        project, year = self._bench.year(self._unit(request, body), body.get("year"))
        outputs = [name for name in body.get("outputs") or [] if isinstance(name, str)]
        draft = body.get("draft") is True
        async with self._building:  # one at a time
            done = await self._bench.at_disk(lambda: build_year(project, year, outputs, draft))
        return said(done)

    async def built(self, request: Request) -> Response:
        asked = request.query_params
        project, year = self._bench.year(asked.get("unit", ""), asked.get("year"))
        file = await self._bench.at_disk(tasks.finished, project, year, asked.get("name", ""))
        data = await self._bench.at_disk(file.read_bytes)
        named = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        return Response(data, media_type="application/octet-stream", headers={"content-disposition": named})

    async def show(self, request: Request) -> Response:
        body = await body_of(request)
        project, year = self._bench.year(self._unit(request, body), body.get("year"))
        if self._bench.opener is None:
            raise Unfit("这台电脑没有可以打开文件的程序")
        file = tasks.built_file(project, year, text_in(body, "which"))
        await self._bench.at_disk(lambda: self._bench.show(file))
        return nothing()

    async def new(self, request: Request) -> Response:
        body = await body_of(request)
        project, year = self._bench.project(self._unit(request, body)), body.get("year")
        if isinstance(year, bool) or not isinstance(year, int):
            raise Unfit("年度写四位数，例如 2022")
        done = await self._bench.turns.run(lambda: tasks.new_year(project, year))
        return said(done)

    async def init(self, request: Request) -> Response:
        body = await body_of(request)
        done = await self._bench.turns.run(lambda: tasks.new_unit(self._bench.units.folder, body))
        return said(done)

    async def take_in(self, request: Request) -> Response:
        asked = request.query_params
        project, year = self._bench.year(asked.get("unit", ""), asked.get("year"))
        data, store = await request.body(), self._bench.store(project, year)
        name, wanted = asked.get("name", ""), dict(asked)

        def taken_in() -> Json:
            with store.written_by_another() if wanted.get("write") == "1" else nullcontext():
                return tasks.import_file(project, year, name, data, wanted)

        done = await self._bench.turns.run(taken_in)
        await self._bench.tell_changed(project, year)
        return said(done)

    async def end(self, _: Request) -> Response:
        return Response(status_code=204, background=BackgroundTask(self._ended))

    async def _ended(self) -> None:
        self._bench.end()

    def _unit(self, request: Request, body: Json) -> str:
        return request.query_params.get("unit") or text_in(body, "unit", "")


def _pdf_program() -> str:
    """What makes a PDF on this machine; empty for nothing."""
    return "libreoffice" if find_office() is not None else "browser" if find_browser() is not None else ""
