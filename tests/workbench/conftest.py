"""A workbench that runs in this process, and a browser of few words to ask it."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from yanbian_report.workbench.serve import Running, Settings, work


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Servers and browsers that others' work keeps waiting are asked again; what fails three times is wrong."""
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.flaky(reruns=2))


class Answer(NamedTuple):
    """What a server answers."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def message(self) -> str:
        return str(self.json()["message"])


class Client:
    """A browser that has been let in, or has not (``cookie`` empty)."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.port = port
        self.cookie = cookie

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """One request with exactly these headers (``sec_fetch_site`` for ``Sec-Fetch-Site``)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookie:
            named.setdefault("cookie", self.cookie)
        try:
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str) -> Answer:
        return self.ask("GET", path, sec_fetch_site="same-origin")

    def send(self, method: str, path: str, **body: object) -> Answer:
        """A change as a page of the workbench asks for it."""
        own = {"origin": f"http://127.0.0.1:{self.port}", "sec_fetch_site": "same-origin"}
        return self.ask(method, path, json.dumps(body).encode(), content_type="application/json", **own)

    def put(self, path: str, **body: object) -> Answer:
        return self.send("PUT", path, **body)

    def post(self, path: str, **body: object) -> Answer:
        return self.send("POST", path, **body)

    @contextmanager
    def stream(self, path: str, **headers: str) -> Iterator[http.client.HTTPResponse]:
        """An answer that does not end by itself; the connection ends with the block."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        named = {"cookie": self.cookie, "sec-fetch-site": "same-origin"}
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=named)
        with closing(connection), connection.getresponse() as answer:
            yield answer


class Started(NamedTuple):
    """A workbench that runs: where, who has been let in, who has not, and the thread that ends with it."""

    running: Running
    client: Client
    stranger: Client
    thread: threading.Thread


Start = Callable[..., Started]


@pytest.fixture
def start() -> Iterator[Start]:
    """``start(folder, settings=…, opener=…)``: a workbench for the project there, ended with the test."""
    begun: list[Started] = []

    def started(folder: Path, **wanted: Any) -> Started:
        wanted.setdefault("settings", Settings(looks=0.02, heartbeat=0.2))
        there: list[Running] = []
        listening = threading.Event()

        def ready(running: Running) -> None:
            there.append(running)
            listening.set()

        thread = threading.Thread(target=lambda: work(folder, ready=ready, **wanted), daemon=True)
        thread.start()
        assert listening.wait(60)
        stranger = Client(there[0].port)
        token = there[0].door().partition("/?")[2]
        cookie = stranger.ask("GET", f"/?{token}").headers["set-cookie"].partition(";")[0]
        begun.append(Started(there[0], Client(there[0].port, cookie), stranger, thread))
        return begun[-1]

    yield started
    for one in begun:
        if one.thread.is_alive():
            one.client.post("/api/end")
            one.thread.join(10)
        assert not one.thread.is_alive()
