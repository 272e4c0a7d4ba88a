"""The workbench as a page uses it, over HTTP: opened, looked at, saved, told of changes, ended."""

from __future__ import annotations

import http.client
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.conftest import copy_project
from tests.workbench.conftest import Start, Started
from yanbian_report.workbench import edits, look, traces
from yanbian_report.workbench.serve import Settings

FIGURE = "项目支出: 25.16"


@pytest.fixture
def served(start: Start, project: Path) -> Started:
    """A project that may be changed at will."""
    return start(project, opener=lambda path: opened.append(path))


opened: list[Path] = []


def open_year(served: Started, tab: str = "") -> Any:
    return served.client.get(f"/api/open?year=2021&tab={tab}").json()


def test_the_project_is_told(served: Started, project: Path) -> None:
    told = served.client.get("/api/project").json()
    assert told["unit"] == "盐边县社会保险事务中心"
    assert (told["years"], told["year"], told["folder"]) == ([2021], 2021, str(project.resolve()))
    assert "2020-2021" in told["editions"] and told["can"]["open"] is True
    assert [one["id"] for one in told["units"]][0] == told["id"]


def test_a_text_is_looked_at_without_being_saved(served: Started, project: Path) -> None:
    before = (project / "data/2021.yaml").read_bytes()
    text = open_year(served)["text"].replace(FIGURE, "项目支出: 35.16", 1)
    found = served.client.put("/api/look", year=2021, text=text, turn=7, have={}).json()
    assert found["turn"] == 7 and found["ms"]["look"] >= 0
    start, end = found["places"]["支出.项目支出"]
    assert text[start:end] == "35.16"
    assert any(f["severity"] != "提示" and f["place"].startswith("第 ") for f in found["findings"])
    assert (project / "data/2021.yaml").read_bytes() == before
    broken = served.client.put("/api/look", year=2021, text="年度：2021\n单位:\n", turn=8, have={}).json()
    assert broken["pages"] is None and broken["findings"]
    odd = served.client.put("/api/look", year=2021, text="年度: 2021\n甲: \ud800\n", turn=9, have={})
    assert odd.status == 200 and odd.json()["findings"]


def test_a_save_is_over_what_was_opened(served: Started, project: Path) -> None:
    file, opened = project / "data/2021.yaml", open_year(served)
    new = opened["text"].replace(FIGURE, "项目支出: 25.17", 1)
    saved = served.client.put("/api/save", year=2021, text=new, etag=opened["etag"])
    assert saved.status == 200 and file.read_text("utf-8") == new
    stale = served.client.put("/api/save", year=2021, text=opened["text"], etag=opened["etag"], tab="b")
    assert (stale.status, stale.json()["text"], stale.json()["etag"]) == (409, new, saved.json()["etag"])
    assert "没有保存" in stale.message
    assert open_year(served)["unsaved"]["text"] == opened["text"]
    versions = served.client.get("/api/history?year=2021").json()
    assert served.client.get(f"/api/history/{versions[0]['id']}?year=2021").json()["text"] == opened["text"]


def test_a_file_in_gbk_stays_so_or_is_offered_utf8(served: Started, project: Path) -> None:
    file = project / "data/2021.yaml"
    text = "年度: 2021\n单位: 盐边县\n"
    file.write_bytes(text.replace("\n", "\r\n").encode("gbk"))
    opened = open_year(served)
    assert (opened["text"], opened["encoding"]) == (text, "GBK")
    saved = served.client.put("/api/save", year=2021, text=text + "# 甲\n", etag=opened["etag"]).json()
    assert file.read_bytes() == (text + "# 甲\n").replace("\n", "\r\n").encode("gbk")
    refused = served.client.put("/api/save", year=2021, text="# 😀\n", etag=saved["etag"])
    assert (refused.status, refused.json()["offer"]) == (422, "utf-8") and "第 1 行" in refused.message
    done = served.client.put("/api/save", year=2021, text="# 😀\n", etag=saved["etag"], encoding="utf-8")
    assert done.status == 200 and file.read_bytes() == "# 😀\r\n".encode()


def test_unsaved_words_outlive_the_server(start: Start, project: Path) -> None:
    first = start(project)
    etag = open_year(first)["etag"]
    assert first.client.put("/api/unsaved", year=2021, text="写了一半\n", etag=etag, tab="a").status == 204
    first.client.post("/api/end")
    first.thread.join(60)
    second = start(project)
    found = open_year(second)["unsaved"]
    assert (found["text"], found["etag"], found["tab"]) == ("写了一半\n", etag, "a")
    assert second.client.put("/api/unsaved", year=2021, text=None, etag=etag, tab="a").status == 204
    assert open_year(second)["unsaved"] is None
    version = second.client.get("/api/history?year=2021").json()[0]["id"]
    assert second.client.get(f"/api/history/{version}?year=2021").json()["text"] == "写了一半\n"


def test_a_file_that_goes_while_it_is_worked_at_takes_no_words(start: Start, project: Path) -> None:
    first, file = start(project), project / "data/2021.yaml"
    opened = open_year(first)
    with first.client.stream(f"/api/events?year=2021&etag={opened['etag']}") as stream:
        await_watch(stream, project)
        file.rename(project / "data/旧.yaml")
        event(stream, "gone")  # nobody is told an empty text
    assert first.client.put("/api/look", year=2021, text=opened["text"], turn=1, have={}).json()["pages"]
    assert first.client.put("/api/unsaved", year=2021, text="一\n", etag=opened["etag"], tab="a").status == 204
    refused = first.client.put("/api/save", year=2021, text="二\n", etag=opened["etag"], tab="a")
    assert (refused.status, refused.json()["etag"]) == (409, "") and "不在了" in refused.message
    first.client.post("/api/end")
    first.thread.join(60)
    second = start(project)
    assert second.client.get("/api/project").json()["years"] == [2021]
    assert open_year(second)["unsaved"]["text"] == "二\n"
    assert second.client.put("/api/save", year=2021, text="二\n", etag="").status == 200
    assert file.read_text("utf-8") == "二\n"


def test_a_read_only_file_is_said(served: Started, project: Path) -> None:
    (project / "data/2021.yaml").chmod(0o444)
    answer = served.client.put("/api/save", year=2021, text="a\n", etag=open_year(served)["etag"])
    assert answer.status == 403 and "只读" in answer.message
    (project / "data/2021.yaml").chmod(0o644)


def next_event(stream: http.client.HTTPResponse) -> tuple[str, Any]:
    """The next event of a stream, heartbeats passed over."""
    event = ""
    while True:
        line = stream.readline().decode().rstrip("\n")
        if line.startswith("event: "):
            event = line.removeprefix("event: ")
        if line.startswith("data: "):
            return event, json.loads(line.removeprefix("data: "))


def event(stream: http.client.HTTPResponse, wanted: str) -> Any:
    while True:
        name, data = next_event(stream)
        if name == wanted:
            return data


def await_watch(stream: http.client.HTTPResponse, project: Path) -> None:
    """Touch a chart's looks until the page is told of it: from then on the system watches."""
    told = threading.Event()

    def touch() -> None:
        while not told.wait(0.1):
            (project / "charts/样式.yaml").touch()

    toucher = threading.Thread(target=touch)
    toucher.start()
    try:
        event(stream, "content")
    finally:
        told.set()
        toucher.join()


def test_what_changes_outside_is_told_at_once(served: Started, project: Path) -> None:
    file, before = project / "data/2021.yaml", open_year(served)
    with served.client.stream(f"/api/events?year=2021&etag={before['etag']}") as stream:
        assert stream.getheader("content-type", "").startswith("text/event-stream")
        assert stream.readline() == b"retry: 1000\n"
        await_watch(stream, project)
        new = before["text"].replace(FIGURE, "项目支出: 25.18", 1)
        file.write_text(new, "utf-8")
        told = event(stream, "changed")
        assert told["text"] == new and told["etag"] == open_year(served)["etag"]


def test_a_browser_that_lost_the_stream_says_what_it_knows(served: Started) -> None:
    """It asks by the address of its first stream, and names in a header what it was told of last."""
    etag = open_year(served)["etag"]
    with served.client.stream("/api/events?year=2021&etag=older", last_event_id=etag) as stream:
        told = [stream.readline() for _ in range(5)]
    assert f"id: {etag}\n".encode() in told and b"event: changed\n" not in told


def test_names_are_told_for_completion(served: Started) -> None:
    names = served.client.get("/api/names?year=2021").json()
    assert "项目支出" in names["keys"] and "支出.项目支出占比" in names["paths"] and "万元" in names["formats"]


def test_a_page_that_was_asleep_is_told_what_it_missed(served: Started) -> None:
    with served.client.stream("/api/events?year=2021&etag=another") as stream:
        assert event(stream, "changed")["etag"] == open_year(served)["etag"]


def test_a_save_of_one_tab_reaches_the_other(served: Started) -> None:
    before = open_year(served)
    with served.client.stream(f"/api/events?year=2021&tab=b&etag={before['etag']}") as stream:
        stream.readline()
        served.client.put("/api/unsaved", year=2021, text="乙", etag=before["etag"], tab="b")
        assert open_year(served, "a")["unsaved"] is None  # tab b is there and has it
        assert open_year(served, "b")["unsaved"]["text"] == "乙"
        text = before["text"] + "# 甲\n"
        saved = served.client.put("/api/save", year=2021, text=text, etag=before["etag"], tab="a").json()
        assert event(stream, "changed")["etag"] == saved["etag"]
        own = served.client.put("/api/save", year=2021, text=text + "# 乙\n", etag=saved["etag"], tab="b").json()
        for line in iter(stream.readline, b""):  # what a tab saved itself it is not told as something from outside
            assert b"changed" not in line
            if line == f"id: {own['etag']}\n".encode():
                break


def test_the_newest_look_wins(served: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    going, held = threading.Event(), threading.Event()
    seen: list[str] = []

    def slow(_desk: object, text: str, _have: object) -> dict[str, object]:
        seen.append(text)
        going.set()
        held.wait(10)
        return {"findings": []}

    monkeypatch.setattr(look, "look", slow)
    with ThreadPoolExecutor(8) as pool:

        def ask(number: int, tab: str) -> Any:
            return served.client.put(
                "/api/look", year=2021, text=f"{tab}{number}", turn=number, tab=tab, have={}
            ).json()

        first = pool.submit(ask, 1, "a")
        going.wait(10)
        later = []
        for number in (2, 4, 3):  # requests may overtake each other
            later.append(pool.submit(ask, number, "a"))
            time.sleep(0.1)
        other = pool.submit(ask, 1, "b")
        time.sleep(0.1)
        held.set()
        answers = [one.result() for one in (first, *later, other)]
    assert ["dropped" in one for one in answers] == [False, True, False, True, False]
    assert seen == ["a1", "a4", "b1"]


def test_an_edit_and_a_trace_are_asked_of_their_modules(served: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edits, "edits", lambda _, text, wanted: {"edits": [text, *wanted]})
    monkeypatch.setattr(traces, "trace", lambda desk, path: {"path": path, "known": desk.examined is not None})
    wanted = [{"path": "收入.合计", "value": "1,234.50"}]
    answer = served.client.put("/api/edit", year=2021, text="甲\r\n", edits=wanted)
    assert answer.json() == {"edits": ["甲\n", *wanted]}
    assert served.client.put("/api/edit", year=2021, text="", edits=["x"]).status == 400
    assert served.client.get(f"/api/trace?year=2021&path={quote('支出')}").json()["known"] is True


def test_a_picture_is_made_when_it_is_asked_for(served: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    def drawing(desk: Any, _text: str, _have: object) -> dict[str, object]:
        desk.files["k1.png"] = lambda: b"png"
        desk.files["k2.css"] = lambda: b"p{}"
        return {}

    monkeypatch.setattr(look, "look", drawing)
    assert served.client.get("/api/picture/k1.png").status == 404
    served.client.put("/api/look", year=2021, text="", turn=1, have={})
    picture, style = served.client.get("/api/picture/k1.png"), served.client.get("/api/style/k2.css")
    assert (picture.body, picture.headers["content-type"]) == (b"png", "image/png")
    assert (style.body, style.headers["content-type"]) == (b"p{}", "text/css; charset=utf-8")


def test_what_nobody_thought_of_is_said_and_the_next_request_goes_well(
    served: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> dict[str, object]:
        raise ZeroDivisionError("x")

    with monkeypatch.context() as broken:
        broken.setattr(look, "look", failing)
        answer = served.client.put("/api/look", year=2021, text="", turn=1, have={})
        assert answer.status == 500 and "没有料到" in answer.message
    assert served.client.put("/api/look", year=2021, text="", turn=2, have={}).status == 200


def test_the_page_ends_it(start: Start, frozen: Path) -> None:
    served = start(frozen)
    with served.client.stream("/api/events?year=2021") as stream:
        stream.readline()
        assert served.client.post("/api/end").status == 204
        assert event(stream, "bye") == {}
        assert stream.read() in (b"", b"\n")
    served.thread.join(60)
    assert not served.thread.is_alive()


def test_it_ends_half_an_hour_after_the_last_page(start: Start, frozen: Path) -> None:
    now = [0.0]
    served = start(frozen, settings=Settings(idle=1800, looks=0.02, heartbeat=0.05, clock=lambda: now[0]))
    with served.client.stream("/api/events?year=2021") as stream:
        stream.readline()
        now[0] = 10_000.0
        time.sleep(0.3)
        assert served.thread.is_alive()  # a page is open, however long
    for _ in range(100):  # a heartbeat finds that nobody reads
        if served.running.bench.tabs.idle() or not list(served.running.bench.tabs):
            break
        time.sleep(0.05)
    now[0] += 1799
    time.sleep(0.2)
    assert served.thread.is_alive()
    now[0] += 2
    served.thread.join(60)
    assert not served.thread.is_alive()


def test_it_ends_when_no_page_ever_comes(start: Start, frozen: Path) -> None:
    now = [0.0]
    served = start(frozen, settings=Settings(looks=0.02, clock=lambda: now[0]))
    now[0] = 1801.0
    served.thread.join(60)
    assert not served.thread.is_alive()


def test_a_folder_without_a_project_has_an_empty_workbench(start: Start, tmp_path: Path) -> None:
    served = start(tmp_path)
    told = served.client.get("/api/project").json()
    assert (told["unit"], told["years"], told["units"]) == ("", [], [])
    assert served.client.get("/api/open?year=2021").status == 404
    wanted = {"unit": "某县某中心", "year": 2023, "level": "单位", "nature": "事业单位", "superior": "某县某局"}
    made = served.client.post("/api/init", **wanted, folder="../x")
    assert made.status == 400 and "文件夹名" in made.message
    made = served.client.post("/api/init", **wanted)
    assert made.status == 200, made.body
    unit = made.json()["unit"]
    assert (tmp_path / "某县某中心/data/2023.yaml").is_file()
    told = served.client.get(f"/api/project?unit={unit}").json()
    assert (told["unit"], told["years"]) == ("某县某中心", [2023])
    assert "某县某局" in served.client.get(f"/api/open?year=2023&unit={unit}").json()["text"]
    again = served.client.post("/api/init", **wanted)
    assert again.json()["findings"][0]["code"] == "B521"


def test_units_beside_each_other_are_a_board(start: Start, tmp_path: Path) -> None:
    one, other = copy_project(tmp_path / "甲"), copy_project(tmp_path / "乙")
    (other / "data/2021.yaml").write_text("年度: 2021\n", "utf-8")
    (tmp_path / "丙").mkdir()
    served = start(one)
    board = served.client.get("/api/board").json()
    assert [(row["folder"], row["year"]) for row in board] == [("甲", 2021), ("乙", 2021)]
    assert served.client.post("/api/new", year=2022).status == 200
    every = [(row["folder"], row["year"]) for row in served.client.get("/api/board").json()]
    assert every == [("甲", 2022), ("甲", 2021), ("乙", 2021)]
    (one / "data/2022.yaml").unlink()
    assert board[0]["findings"] == 0 < board[1]["findings"]
    there = served.client.get(f"/api/open?year=2021&unit={board[1]['id']}").json()
    assert there["text"] == "年度: 2021\n"
    done = served.client.put(
        f"/api/save?unit={board[1]['id']}", year=2021, text="年度: 2021\n# 甲\n", etag=there["etag"]
    )
    assert done.status == 200 and (other / "data/2021.yaml").read_text("utf-8") == "年度: 2021\n# 甲\n"
    assert open_year(served)["text"] == (one / "data/2021.yaml").read_text("utf-8")


def test_two_tabs_that_save_at_once_keep_every_line_of_both(served: Started, project: Path) -> None:
    """Each adds a line again and again over what it has; one that comes second is told, and adds it to the other's."""
    conflicts: list[int] = []

    def typed(tab: str) -> None:
        opened = open_year(served, tab)
        text, etag = opened["text"], opened["etag"]
        for number in range(25):
            while True:
                line = f"# {tab} {number}\n"
                answer = served.client.put("/api/save", year=2021, text=text + line, etag=etag, tab=tab)
                told = answer.json()
                etag = told["etag"]
                if answer.status == 200:
                    text += line
                    break
                assert answer.status == 409
                text = told["text"]
                conflicts.append(number)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(typed, "abc"))
    lines = (project / "data/2021.yaml").read_text("utf-8").split("\n")
    assert all(lines.count(f"# {tab} {number}") == 1 for tab in "abc" for number in range(25))
    assert conflicts
    assert open_year(served)["unsaved"] is None
