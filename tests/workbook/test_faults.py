"""Whatever bytes a file holds, reading it ends within a second, in a workbook or in one finding."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workbook.books import BOOKS, Formula, Grid, book, write_book
from yanbian_report.base.cache import DiskCache
from yanbian_report.workbook import kind
from yanbian_report.workbook.limits import Refused
from yanbian_report.workbook.read import read_workbook
from yanbian_report.workbook.stored import Parsed

SAMPLE = (
    Grid(
        "公开01表", [["收入支出决算总表", None], ["科目", 290.22], [Formula("=B2", "文字"), True]], ["A1:B1", "A3:B3"]
    ),
    Grid("旧", [[1, -2.5, 1e300]], hidden=True),
)
NASTY = (b"\xff" * 4, b"\0\0\0\x80", b"\xff\xff\xff\x7f", b"99999999", b"<", b"&#0;", b'"')


def mutilated(data: bytes, chance: random.Random) -> bytes:
    """``data`` with bytes changed, lost, repeated or put in."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        place = chance.randrange(len(made))
        what = chance.randrange(10)
        if what < 6:
            made[place] = chance.choice((0, 255, made[place] ^ 1 << chance.randrange(8), chance.randrange(256)))
        elif what < 7:
            del made[place : place + chance.randrange(200)]
            made += b"\0"
        elif what < 8:
            made[place:place] = made[chance.randrange(len(made)) :][: chance.randrange(200)]
        else:
            piece = chance.choice(NASTY)
            made[place : place + len(piece)] = piece
    return bytes(made)


def mutilated_within(data: bytes, chance: random.Random) -> bytes:
    """A zipped workbook with a part mutilated, and packed as if nothing had happened."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        names = [entry.filename for entry in before.infolist() if entry.file_size]
        chosen = chance.choice(names)
        for name in names:
            part = before.read(name)
            after.writestr(name, mutilated(part, chance) if name == chosen else part)
    return out.getvalue()


def outcome(data: bytes) -> str:
    """What comes of ``data``; what is raised beside Refused is a mistake, though ``read_workbook`` would hide it."""
    try:
        assert isinstance(kind.parse(data), Parsed)
    except Refused as problem:
        assert problem.words
        assert problem.hint
        return problem.code
    return "read"


@pytest.mark.parametrize("within", [False, True], ids=["file", "parts"])
@pytest.mark.parametrize("form", BOOKS)
def test_mutilated_files_are_read_or_refused(form: str, within: bool) -> None:
    data = book(form, *SAMPLE)
    if within and not data.startswith(b"PK"):
        pytest.skip("has no parts")
    mutilate: Callable[[bytes, random.Random], bytes] = mutilated_within if within else mutilated
    outcomes = {outcome(mutilate(data, random.Random(seed))) for seed in range(200)}
    assert "X105" in outcomes
    assert within is False or "read" in outcomes


def test_what_a_parser_raises_that_nobody_thought_of_is_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kind, "parse", lambda _: {}["nothing"])
    found, (finding,) = read_workbook(write_book(tmp_path / "表.xlsx", *SAMPLE), "表.xlsx")
    assert found is None
    assert finding.code == "X105"


def archive(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def sheet(body: str) -> bytes:
    links = '<Relationships><Relationship Id="a" Type="/worksheet" Target="s.xml"/></Relationships>'
    parts = {"xl/workbook.xml": '<workbook xmlns:r="r"><sheet name="甲" r:id="a"/></workbook>', "xl/s.xml": body}
    return archive(**{"[Content_Types].xml": "<a/>", "xl/_rels/workbook.xml.rels": links, **parts})


def ods(body: str) -> bytes:
    content = f'<o:d xmlns:o="o" xmlns:table="t" xmlns:text="x"><table:table>{body}</table:table></o:d>'
    return archive(**{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


HUGE: dict[str, Callable[[], bytes]] = {
    "more bytes than a workbook has": lambda: bytes(31_000_000),
    "noise": lambda: os.urandom(29_000_000),
    "a bomb": lambda: sheet(f"<worksheet>{' ' * 200_000_000}</worksheet>"),
    "a cell in the last corner": lambda: sheet(
        '<w><row><c><v>1</v></c></row><row><c r="XFD1048576"><v>1</v></c></row></w>'
    ),
    "filled cells": lambda: sheet(f"<w>{'<row><c><v>1</v></c></row>' * 190_000}</w>"),
    "blank cells": lambda: sheet(f"<w>{'<row/>' * 4_000_000}</w>"),
    "elements in elements": lambda: sheet("<a>" * 5_000_000),
    "just not too deep": lambda: sheet("<a>" * 900_000),
    "a million rows of a million": lambda: ods(
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384">'
        "<text:p>1</text:p></table:table-cell></table:table-row>"
    ),
    "far cells of XML": lambda: (
        b'<Workbook xmlns:s="s"><Worksheet><Row s:Index="999999999"><Cell s:MergeDown="999999999"><Data>1</Data></Cell>'
        b"</Row></Worksheet></Workbook>"
    ),
    "spans of a page": lambda: b"<table><tr>" + b"<td colspan=999999999 rowspan=999999999>1" * 2_000 + b"</table>",
    "tags that do not end": lambda: b"<table>" + b'<td "' * 5_000_000,
    "comments that do not end": lambda: b"<table>" + b"<!--" * 240_000,
    "quotes that do not end": lambda: b"<table>" + b"<td a=\"'" * 240_000,
    "sheets that do not end": lambda: b"<table>" + b"<x:ExcelWorksheet>" * 900_000,
    "scripts that do not end": lambda: b"<table>" + b"<script>" * 900_000,
    "tables in tables": lambda: b"<table><tr><td>" * 300_000,
}


STATUS = Path("/proc/self/status")
MEASURE = f"""
import re, sys, time
from pathlib import Path
from yanbian_report.workbook.read import read_workbook
began = time.process_time()
found, (finding,) = read_workbook(Path(sys.argv[1]), "表.xls")
print(finding.code, time.process_time() - began, re.search("VmHWM:\\s+([0-9]+)", Path("{STATUS}").read_text())[1])
"""


@pytest.mark.slow
@pytest.mark.skipif(not STATUS.exists(), reason="only Linux tells how much memory a process took")
@pytest.mark.parametrize("words", HUGE)
def test_what_is_too_large_is_refused_within_a_second_and_300_mb(words: str, tmp_path: Path) -> None:
    path = tmp_path / "表.xls"
    path.write_bytes(HUGE[words]())
    done = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True)
    code, seconds, kilobytes = done.stdout.split()
    assert code in ("X105", "X106", "X107")
    assert float(seconds) < 1.5  # on a busy machine
    assert int(kilobytes) < 300_000


def test_what_was_read_is_kept_until_the_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = DiskCache(tmp_path / "cache")
    path = write_book(tmp_path / "表.xlsx", *SAMPLE, Grid("错", [[Formula("=1"), Formula("=1", "#N/A")]]))
    first = read_workbook(path, "表.xlsx", cache)
    assert len(first[1]) == 2
    parse = kind.parse
    monkeypatch.setattr(kind, "parse", lambda _: pytest.fail("is read again"))
    assert read_workbook(path, "表.xlsx", cache) == first
    assert read_workbook(path, "别名.xlsx", cache)[0] == first[0]._replace(file="别名.xlsx") if first[0] else False
    monkeypatch.setattr(kind, "parse", parse)
    write_book(path, SAMPLE[0]._replace(rows=[["收入决算表"]], merges=()))
    found, findings = read_workbook(path, "表.xlsx", cache)
    assert findings == []
    assert found is not None
    assert found.sheets[0].rows == (("收入决算表",),)


def test_a_damaged_or_strange_cache_is_read_again(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path / "cache")
    path = write_book(tmp_path / "表.xlsx", *SAMPLE)
    first = read_workbook(path, "表.xlsx", cache)
    (entry,) = (tmp_path / "cache").iterdir()
    name, _, key = entry.name.partition("-")
    for strange in (b"[]", b"[[[]],[],[]]", b"\xff", b'[[["a",1,[[1]],[[{}]]]],[],[]]'):
        cache.put(name, key, strange)
        assert read_workbook(path, "表.xlsx", cache) == first
    entry.write_bytes(b"damaged")
    assert read_workbook(path, "表.xlsx", cache) == first


def test_sheets_that_were_read_before_are_not_taken_apart_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_book(tmp_path / "表.xlsx", *SAMPLE)
    cache = DiskCache(tmp_path / "cache")
    first = read_workbook(path, "表.xlsx", cache)

    def opened(_data: bytes) -> Parsed:
        raise AssertionError("the workbook was taken apart again")

    monkeypatch.setattr(kind, "parse", opened)
    assert read_workbook(path, "表.xlsx", cache) == first
