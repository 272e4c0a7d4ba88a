"""Who may ask the workbench anything: nobody but the page that the person's own browser was given."""

from __future__ import annotations

import asyncio
import os
import socket
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.conftest import copy_project
from tests.workbench.conftest import Answer, Client, Start, Started
from yanbian_report.workbench import peers
from yanbian_report.workbench.guards import LARGEST, Keys
from yanbian_report.workbench.peers import is_other_user
from yanbian_report.workbench.serve import Settings

JSON, BYTES = "application/json", "application/octet-stream"


@pytest.fixture
def served(start: Start, frozen: Path) -> Started:
    """The frozen year, which guards let nobody change."""
    return start(frozen)


def test_the_address_opens_once_and_is_left_without_its_token(served: Started) -> None:
    door = served.running.door().partition("127.0.0.1:")[2].partition("/")[2]
    first = served.stranger.ask("GET", f"/{door}", sec_fetch_site="none")
    assert (first.status, first.headers["location"]) == (303, "/")
    cookie, *parts = first.headers["set-cookie"].split("; ")
    assert cookie.startswith(f"yanbian_{served.running.port}=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} == set(parts)
    assert cookie.partition("=")[2] not in door
    assert served.stranger.ask("GET", f"/{door}").status == 403
    assert served.client.ask("GET", f"/{door}").status == 303  # the same person's browser, once more
    assert served.client.get("/").status == 200


@pytest.mark.parametrize("path", ["/", "/?token=", "/?token=x", "/static/index.html", "/api/project", "/api/nothing"])
def test_who_has_no_cookie_gets_nothing(served: Started, path: str) -> None:
    answer = served.stranger.ask("GET", path)
    assert answer.status == 403
    assert "工作台" in answer.body.decode() and b"<" not in answer.body
    wrong = Client(served.running.port, f"yanbian_{served.running.port}=x")
    assert wrong.ask("GET", path).status == 403


@pytest.mark.parametrize("cookie", ["yanbian_1=x", "=", "yanbian", 'yanbian_1="', "yanbian_1=\x80"])
def test_odd_cookies_are_none(served: Started, cookie: str) -> None:
    assert Client(served.running.port, cookie).ask("GET", "/api/project").status == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "localhost:1", "[::1]:{port}", ""]
)
def test_another_name_for_this_machine_is_refused(served: Started, host: str) -> None:
    named = host.format(port=served.running.port)
    assert served.client.ask("GET", "/api/project", host=named).status == 421


def test_both_names_of_this_machine_are_taken(served: Started) -> None:
    for name in ("127.0.0.1", "localhost"):
        answer = served.client.ask("GET", "/api/project", host=f"{name}:{served.running.port}")
        assert answer.status == 200


@pytest.mark.parametrize("path", ["/api/project", "/api/events?year=2021", "/api/open?year=2021", "/static/index.html"])
def test_a_page_of_another_site_reads_nothing(served: Started, path: str) -> None:
    for headers in (
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"http://127.0.0.1:{served.running.port + 1}"},
        {"origin": f"http://localhost:{served.running.port}"},  # another origin than the one that is asked
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},  # another port of this machine
        {"sec_fetch_site": "none"},  # only the page itself is typed
    ):
        assert served.client.ask("GET", path, **headers).status == 403
    assert served.client.ask("GET", "/", sec_fetch_site="cross-site").status == 403


def test_a_change_comes_from_an_own_page_and_is_json(served: Started) -> None:
    own = {"origin": f"http://127.0.0.1:{served.running.port}"}
    body = b'{"year": 2021, "text": "", "etag": ""}'

    def put(**headers: str) -> Answer:
        return served.client.ask("PUT", "/api/save", body, **headers)

    assert put(**own, content_type=JSON).status == 409
    assert put(sec_fetch_site="same-origin", content_type=f"{JSON}; charset=utf-8").status == 409
    assert put(content_type=JSON).status == 403
    assert put(origin="http://evil.example", content_type=JSON).status == 403
    assert put(**own, sec_fetch_site="cross-site", content_type=JSON).status == 403
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", BYTES):
        assert put(**own, content_type=kind).status == 415
    assert put(**own).status == 415
    assert served.stranger.ask("PUT", "/api/save", body, **own, content_type=JSON).status == 403


@pytest.mark.parametrize("method", ["OPTIONS", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND"])
def test_other_methods_do_nothing(served: Started, method: str) -> None:
    assert served.client.ask(method, "/api/save").status == 405


def test_a_change_is_not_made_by_reading(served: Started) -> None:
    for path in ("/api/save", "/api/build", "/api/end", "/api/new", "/api/init", "/api/import", "/api/unsaved"):
        assert served.client.get(path).status == 405
    assert served.client.get("/api/project").status == 200


@pytest.mark.parametrize(("path", "kind"), [("/api/look", JSON), ("/api/import?year=2021", BYTES)])
def test_a_body_has_a_limit_whatever_it_says_of_itself(served: Started, path: str, kind: str) -> None:
    own = {"origin": f"http://127.0.0.1:{served.running.port}", "content_type": kind}
    too_long = str(LARGEST[kind] + 1)
    method = "PUT" if kind == JSON else "POST"
    assert served.client.ask(method, path, b"{}", **own, content_length=too_long).status == 413
    assert served.client.ask(method, path, b"{}", **own, content_length="x").status in (400, 413)
    assert chunked(served.client, method, path, kind) == 413


def chunked(client: Client, method: str, path: str, kind: str) -> int:
    """The answer's status to a body that does not say how long it is."""
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\nCookie: {client.cookie}\r\n"
        f"Origin: http://127.0.0.1:{client.port}\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", client.port), 20) as connection:
        connection.sendall(head.encode())
        try:
            for _ in range(LARGEST[kind] // 0x10000 + 2):
                connection.sendall(chunk)
        except OSError:  # it answered and closed
            pass
        return int(connection.recv(100).split(b" ")[1])


def test_who_asks_nothing_is_not_waited_for(start: Start, frozen: Path) -> None:
    served = start(frozen, settings=Settings(looks=0.02, heartbeat=0.05, silence=0.3))
    with served.client.stream("/api/events?year=2021") as stream:
        for begun in (b"", b"GET / HTTP/1.1\r\nHost: "):
            with socket.create_connection(("127.0.0.1", served.running.port), 20) as connection:
                connection.sendall(begun)
                assert connection.recv(10) == b""
        for _ in range(20):  # who listens is waited for
            assert stream.readline()


def test_who_sends_too_much_comes_to_read_why(served: Started) -> None:
    answer = served.client.put("/api/save", year=2021, text="字" * 3_000_000, etag="")
    assert answer.status == 413 and "MB" in answer.body.decode()


def test_every_answer_forbids_the_browser_what_it_must(served: Started) -> None:
    door = served.running.door().partition(str(served.running.port))[2]
    answers = [served.client.get(path) for path in ("/", "/api/project", "/api/nothing", "/static/nothing", door)]
    answers += [served.stranger.ask("GET", "/"), served.client.ask("GET", "/", host="evil.example")]
    answers += [served.client.put("/api/look", year=1)]
    for answer in answers:
        policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
        assert policy["default-src"] == "'none'" and "unsafe" not in str(policy)
        assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
        assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in answer.headers


@pytest.mark.parametrize(
    "name",
    [
        "..%2fapp.py",
        "%2e%2e%2fapp.py",
        "..\\app.py",
        "%2fetc%2fpasswd",
        "index.html%00.js",
        "nothing.js",
        "__init__.py",
    ],
)
def test_no_path_comes_from_the_page(served: Started, name: str) -> None:
    for path in (f"/static/{name}", f"/api/picture/{name}", f"/api/history/{name}?year=2021"):
        assert served.client.get(path).status == 404
    for year in ("..", "2021/../2021", "20211", "２０２１", "1999", "", "2021.yaml"):
        assert served.client.get(f"/api/open?year={quote(year)}").status == 404
        assert served.client.put("/api/save", year=year, text="", etag="").status == 404
    assert served.client.put("/api/save", year=True, text="", etag="").status == 404
    assert served.client.get("/api/open?year=2021&unit=..").status == 404
    assert served.client.put("/api/unsaved", year=2021, text="a", etag="", tab="../x").status == 400


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"1", b'{"year": 2021}', b"[" * 100_000])
def test_what_is_no_request_is_said(served: Started, body: bytes) -> None:
    own = {"origin": f"http://127.0.0.1:{served.running.port}", "content_type": JSON}
    for path in ("/api/look", "/api/save", "/api/edit"):
        answer = served.client.ask("PUT", path, body, **own)
        assert answer.status in (400, 404) and answer.message


@pytest.mark.parametrize(
    "edits",
    [None, 1, {}, [1], [{}], [{"path": "收入"}], [{"path": 1, "value": "1"}], [{"path": "收入", "value": None}]],
)
def test_edits_that_are_none_are_said(served: Started, edits: object) -> None:
    assert served.client.put("/api/edit", year=2021, text="年度: 2021\n", edits=edits).status == 400
    deep = [{"path": ".".join("a" * 500), "value": "1"}]
    assert served.client.put("/api/edit", year=2021, text="年度: 2021\n", edits=deep).status == 400


@pytest.mark.parametrize("path", ["/nothing", "/api/picture/", "/static/", "/api/explain/R101", "//", "/api/project/"])
def test_an_address_that_there_is_not_is_said(served: Started, path: str) -> None:
    answer = served.client.get(path)
    assert answer.status == 404 and "没有" in answer.message


def test_a_header_that_is_there_twice_is_refused(served: Started) -> None:
    port = served.running.port
    head = f"GET /api/project HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {served.client.cookie}\r\n"
    for name in (f"Origin: http://127.0.0.1:{port}", "Sec-Fetch-Site: same-origin"):
        with socket.create_connection(("127.0.0.1", port), 20) as connection:
            connection.sendall(f"{head}{name}\r\n{name}\r\n\r\n".encode())
            assert connection.recv(100).split(b" ")[1] == b"400"


def test_it_listens_to_this_machine_only(served: Started) -> None:
    with socket.socket() as elsewhere, pytest.raises(OSError):
        elsewhere.settimeout(1)
        elsewhere.connect(("127.0.0.2", served.running.port))


def test_keys_open_once_and_differ() -> None:
    keys = Keys()
    one, other = keys.new_door(), keys.new_door()
    assert one != other and len(one) > 40
    assert keys.opens(one) and not keys.opens(one) and not keys.opens("")
    assert keys.opens(other)
    assert keys.knows(keys.cookie) and not keys.knows("") and not keys.knows("é")


TABLE = """  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:{own} 00000000:0000 0A 00000000:00000000 00:00000000 00000000  {me}        0 1 1 0 100 0 0 10 0
   1: 0100007F:{port} 0100007F:{own} 01 00000000:00000000 00:00000000 00000000  {uid}        0 1 1 0 20 4 30 10 -1
"""


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no users to tell apart")
def test_another_user_of_the_machine_is_known_by_the_connection(tmp_path: Path) -> None:
    me, table = os.getuid(), tmp_path / "tcp"
    for uid, other in ((me, False), (me + 1, True), (0, False)):
        table.write_text(TABLE.format(own="1F90", port="C350", me=me, uid=uid))
        assert is_other_user(0xC350, 0x1F90, table) is other
    assert not is_other_user(1, 2, table)
    assert not is_other_user(1, 2, tmp_path / "none")


def test_another_user_is_not_let_in_even_with_the_token(
    served: Started, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("yanbian_report.workbench.peers.is_other_user", lambda *_: True)
    door = served.running.door().partition(str(served.running.port))[2]
    assert served.stranger.ask("GET", door).status == 403
    assert served.client.get("/api/project").status == 403  # nor with the cookie
    monkeypatch.undo()
    assert served.stranger.ask("GET", door).status == 303  # the token is still the person's
    assert "token" not in "".join(capfd.readouterr())


def test_whose_a_connection_is_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    now = [100.0]
    monkeypatch.setattr(peers, "is_other_user", lambda port, _: asked.append(port) or port == 2)
    monkeypatch.setattr(peers.time, "monotonic", lambda: now[0])

    async def others(*ports: int) -> list[bool]:
        return [await known.is_other(("127.0.0.1", port), ("127.0.0.1", 9)) for port in ports]

    known = peers.Peers()
    assert asyncio.run(others(1, 1, 2, 2)) == [False, False, True, True]
    assert asked == [1, 2, 2]
    now[0] += 4
    asyncio.run(others(1))
    now[0] += 4
    asyncio.run(others(1))
    assert asked == [1, 2, 2]
    now[0] += 5  # the server has closed it: the port may be another's by now
    asyncio.run(others(1))
    assert asked == [1, 2, 2, 1]


def test_the_folder_of_the_project_is_told_to_its_own_page_only(start: Start, tmp_path: Path) -> None:
    served = start(copy_project(tmp_path / "甲"))
    assert served.client.get("/api/project").json()["folder"] == str((tmp_path / "甲").resolve())
    assert str(tmp_path).encode() not in served.stranger.ask("GET", "/api/project").body
