"""The same report comes of templates that other programs have saved."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.templates.noise import ALL, Noise, noisy
from yanbian_report.layout.libreoffice import find_office
from yanbian_report.templates.compile import compile_edition
from yanbian_report.templates.template import Template

EDITION = ROOT / "templates/2020-2021"


def compiled(folder: Path) -> Template:
    template, findings = compile_edition(folder, "模板")
    assert template is not None, [f.message for f in findings]
    assert template.notes == ()
    return template


@pytest.fixture(scope="module")
def clean() -> Template:
    return compiled(EDITION)


def with_noise(folder: Path, seed: int, kinds: tuple[Noise, ...]) -> Path:
    shutil.copytree(EDITION, folder, dirs_exist_ok=True)
    for number, file in enumerate(sorted(folder.glob("*.docx"))):
        file.write_bytes(noisy(file.read_bytes(), seed * 100 + number, kinds))
    return folder


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_one_kind_of_noise_changes_nothing(kind: Noise, clean: Template, tmp_path: Path) -> None:
    template = compiled(with_noise(tmp_path, 1, (kind,)))
    assert template.body == clean.body
    assert template.flows == clean.flows
    assert template.package.parts == clean.package.parts


@pytest.mark.parametrize("seed", range(12))
def test_any_mixture_of_noise_changes_nothing(seed: int, clean: Template, tmp_path: Path) -> None:
    template = compiled(with_noise(tmp_path, seed, ALL))
    assert template.body == clean.body
    assert template.flows == clean.flows
    assert template.package.parts == clean.package.parts


def words(template: Template) -> list[str]:
    """What the chapters of a template say, paragraph by paragraph, tags included."""
    lines = (line for chapter in template.sources.chapters for line in chapter.source.split("\n"))
    return [said for line in lines if (said := re.sub(r"\s|<[^>]*>", "", line))]


@pytest.mark.slow
@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed: templates are not saved by it")
def test_templates_that_libreoffice_has_saved_say_the_same(clean: Template, tmp_path: Path) -> None:
    shutil.copytree(EDITION, tmp_path / "saved", ignore=shutil.ignore_patterns("*.docx"))
    call = [
        str(find_office()),
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
    ]
    files = [str(file) for file in sorted(EDITION.glob("*.docx"))]
    subprocess.run(
        [*call, "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "saved"), *files], check=True, timeout=300
    )
    saved, findings = compile_edition(tmp_path / "saved", "模板")
    assert saved is not None, [f.message for f in findings]
    assert [s for s in words(saved) if "TOC" not in s] == [s for s in words(clean) if "TOC" not in s]
    assert {slot.name for slot in saved.slots} == {slot.name for slot in clean.slots}
