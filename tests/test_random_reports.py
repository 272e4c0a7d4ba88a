"""Any valid year of any unit makes a sound report: drawn at random, checked, built and read."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from tests.conftest import ROOT
from tests.random_year import RandomYear
from yanbian_report.api import build, check, new
from yanbian_report.base.findings import Severity
from yanbian_report.base.project import Project
from yanbian_report.cli.render import as_short
from yanbian_report.options import BuildOptions

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EDITIONS = tuple(Project(ROOT).editions())
CHECKED, FOLLOWED, BUILT = 150, 10, 24
READ = range(6)  # the reports whose words are kept: other sentences than those of 2021

# doubled or lost signs, a sentence without its end, a change that is nil or has a sign
SLIPS = re.compile(
    r"[，。；、：]{2,}|（）|万元万元|%%|为。|[，、；]$|无。|None|【|(?<!\d)-\d"
    r"|(?:增加|减少|增长|下降)(?:0\.00|0)(?:万元|%)",
    re.MULTILINE,
)


def written(seed: int, project: Path) -> int:
    """Write the year drawn from ``seed`` into ``project``; its number."""
    return _put(RandomYear(seed, EDITIONS), project)


def _put(drawn: RandomYear, project: Path) -> int:
    text = yaml.safe_dump(drawn.data, allow_unicode=True, sort_keys=False, width=10_000)
    (project / f"data/{drawn.year}.yaml").write_text(text, "utf-8")
    return drawn.year


def sentences(document: Path) -> list[str]:
    """Every paragraph of ``document`` as text."""
    with zipfile.ZipFile(document) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    return ["".join(t.text or "" for t in p.iter(W + "t")) for p in body.iter(W + "p")]


@pytest.mark.slow
def test_check_finds_nothing_inconsistent_in_a_truthful_year(project: Path) -> None:
    for seed in range(CHECKED):
        for old in (project / "data").glob("*.yaml"):
            old.unlink()
        found = [f for f in check(written(seed, project), project).open if f.severity is not Severity.NOTE]
        assert not found, f"seed {seed}\n{as_short(found)}"


@pytest.mark.slow
def test_check_finds_nothing_inconsistent_in_a_truthful_year_beside_last_year_s_file(project: Path) -> None:
    for seed in range(FOLLOWED):
        for old in (project / "data").glob("*.yaml"):
            old.unlink()
        before = RandomYear(seed, EDITIONS)
        _put(before, project)
        following = _put(RandomYear(seed + 1, EDITIONS, before), project)
        found = [f for f in check(following, project).open if f.severity is not Severity.NOTE]
        assert not found, f"seed {seed}\n{as_short(found)}"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(BUILT))
def test_a_valid_year_makes_a_grammatical_report(
    seed: int, project: Path, same_as_golden: Callable[[str, str], None]
) -> None:
    (project / "data/2021.yaml").unlink()
    result = build(written(seed, project), project)
    assert result.document is not None, as_short(result.findings)
    assert not [f for f in result.findings if f.severity is not Severity.NOTE], as_short(result.findings)
    text = "\n".join(sentences(result.document))
    if seed in READ:
        same_as_golden(f"random/{seed}-report.txt", text + "\n")
    assert not SLIPS.search(text), SLIPS.findall(text)
    for more, pace in re.findall(r"(增加|减少)[\d.]+万元，(增长|下降)[\d.]+%", text):
        assert (more, pace) in (("增加", "增长"), ("减少", "下降"))
    for share in re.findall(r"占(?:本年支出合计的)?([\d.]+)%", text):
        assert float(share) <= 100
    for body in (s for s in text.split("\n") if s.count("，") > 1):
        assert body.endswith(("。", "：", "预算绩效目标自评")) or len(body) < 60, body


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200, 206))
def test_the_year_after_any_valid_year_can_be_begun_and_drafted(seed: int, project: Path) -> None:
    (project / "data/2021.yaml").unlink()
    following = written(seed, project) + 1
    assert new(following, project).document is not None
    left = check(following, project).open
    assert [f for f in left if not f.to_do and f.severity is not Severity.NOTE] == []
    result = build(following, project, options=BuildOptions(draft=True))
    assert result.document is not None, as_short(result.findings)
