"""Serve: the workbench of one person on this machine, from the command to the last page that is closed."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from yanbian_report.workbench.events import HEARTBEAT
from yanbian_report.workbench.openers import Opener, find_opener

if TYPE_CHECKING:
    from types import FrameType

    import uvicorn

    from yanbian_report.workbench.bench import Bench
    from yanbian_report.workbench.guards import Keys

IDLE = 30 * 60.0  # seconds without a page, after which nobody is there any more
_HOST = "127.0.0.1"
_LOOKS = 1.0  # seconds between looks whether anybody is there
_THREADS = 3  # that wait for the disk, a build among them
_SILENCE = 10.0  # seconds that a connection may take to ask for something
_GOODBYE = 2  # seconds that open answers have to end


class Running(NamedTuple):
    """What runs: where, its secrets, and what it holds."""

    port: int
    keys: Keys
    bench: Bench

    @property
    def address(self) -> str:
        """Where it is, without any secret."""
        return f"http://{_HOST}:{self.port}/"

    def door(self) -> str:
        """An address that lets one browser in, once."""
        return f"{self.address}?token={self.keys.new_door()}"


class Settings(NamedTuple):
    """How long things take, and by what clock; tests have other times."""

    idle: float = IDLE
    looks: float = _LOOKS
    heartbeat: float = HEARTBEAT
    silence: float = _SILENCE
    clock: Callable[[], float] = time.monotonic


def work(
    start: Path,
    year: int | None = None,
    ready: Callable[[Running], None] = lambda _: None,
    settings: Settings = Settings(),  # noqa: B008 - a value
    opener: Opener | None = None,
) -> None:
    """Serve the project at ``start`` until a page ends it, nobody has been there for long, or Ctrl+C.

    ``ready`` is called when the server listens. What opens files is looked for unless an ``opener`` is given.
    """
    asyncio.run(_serve(start, year, ready, settings, opener or find_opener()))


async def _serve(
    start: Path, year: int | None, ready: Callable[[Running], None], settings: Settings, opener: Opener | None
) -> None:
    from yanbian_report.workbench.app import application
    from yanbian_report.workbench.bench import Bench
    from yanbian_report.workbench.guards import Guards, Keys

    # Each thread has memory of its own that it does not give back.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, "disk"))
    listening = _listen()
    port = listening.getsockname()[1]
    keys = Keys()
    stops: list[Callable[[], None]] = []
    bench = Bench(start, lambda: stops[0](), opener, settings.clock, settings.heartbeat, year)
    server = _server(Guards(application(bench), port, keys), bench)

    def stop() -> None:
        server.should_exit = True

    stops.append(stop)
    waiting = asyncio.create_task(_until_alone(bench, settings))
    quiet = asyncio.create_task(_without_silent(server, settings))
    telling = asyncio.create_task(_when_listening(server, lambda: ready(Running(port, keys, bench))))
    try:
        await server.serve(sockets=[listening])
    finally:
        for task in (waiting, quiet, telling):
            task.cancel()
        bench.end()


def _listen() -> socket.socket:
    """A free port of this machine, which no other program can take as well."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)  # Windows lets others share a port otherwise
    if exclusive is not None:
        listening.setsockopt(socket.SOL_SOCKET, exclusive, 1)
    listening.bind((_HOST, 0))
    listening.listen(64)
    listening.setblocking(False)
    return listening


def _server(app: Callable[..., object], bench: Bench) -> uvicorn.Server:
    import logging

    import uvicorn

    from yanbian_report.workbench.peers import IDLE as IDLE_CONNECTION

    for name in ("uvicorn.error", "uvicorn.access", "asyncio"):  # addresses with a token are in no log
        logger = logging.getLogger(name)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=int(IDLE_CONNECTION),
        timeout_graceful_shutdown=_GOODBYE,
    )

    class Server(uvicorn.Server):
        """One that says goodbye to every page before it is interrupted."""

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            bench.tabs.end()
            super().handle_exit(sig, frame)

    return Server(config)


async def _when_listening(server: uvicorn.Server, ready: Callable[[], None]) -> None:
    while not server.started:
        await asyncio.sleep(0.005)
    await asyncio.to_thread(ready)


async def _until_alone(bench: Bench, settings: Settings) -> None:
    """End when no page has been open for long."""
    while bench.tabs.idle() < settings.idle:
        await asyncio.sleep(settings.looks)
    bench.end()


async def _without_silent(server: uvicorn.Server, settings: Settings) -> None:
    """Close connections on which nothing is asked for long: anybody on the machine could hold all that there may be."""
    silent: dict[Any, float] = {}
    while True:
        await asyncio.sleep(settings.looks)
        now = time.monotonic()
        open_now = [one for one in server.server_state.connections if _asks_nothing(one)]
        silent = {one: silent.get(one, now) for one in open_now}
        for one, since in silent.items():
            if now - since >= settings.silence:
                one.transport.close()


def _asks_nothing(connection: Any) -> bool:
    """Whether no request is being answered on ``connection``: none has come whole, or the last one has its answer."""
    cycle = getattr(connection, "cycle", None)
    return cycle is None or bool(cycle.response_complete)


def show_in_browser(address: str) -> bool:
    """Open ``address`` in the person's browser; whether there is one. One without a screen would take the terminal."""
    import webbrowser

    if sys.platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY", "BROWSER"} & {*os.environ}:
        return False

    try:
        return webbrowser.open(address)
    except (OSError, webbrowser.Error):
        return False
