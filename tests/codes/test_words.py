"""Causes are told in Chinese, whichever program they come from."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from yanbian_report.layout.browser import browser_pdf
from yanbian_report.layout.libreoffice import office_pdf
from yanbian_report.templates.parse import Unsupported, parse_body, translate_error


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ 甲 乙 }}", "“乙”是多写的"),
        ("{% if 甲 乙 %}{% endif %}", "“乙”是多写的"),
        ("{{ }}", "缺一个名字"),
        ("{% if %}{% endif %}", "缺一个名字"),
        ("{% for 甲 %}{% endfor %}", "没有写完"),
        ("{{ (甲 }}", "前面缺“)”"),
        ("{{ 甲| }}", "没有写完"),
    ],
)
def test_a_broken_tag_is_explained_without_words_of_jinja(source: str, words: str) -> None:
    from jinja2 import TemplateSyntaxError

    with pytest.raises((TemplateSyntaxError, Unsupported)) as problem:
        parse_body(source)
    said = translate_error(getattr(problem.value, "message", None) or str(problem.value))
    assert words in said
    assert not any(word in said for word in ("end of", "statement", "expected", "Expected"))


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (subprocess.TimeoutExpired("soffice", 300), "分钟还没有做完"),
        (subprocess.CalledProcessError(77, "soffice"), "退出码 77"),
        (FileNotFoundError(2, "No such file or directory"), "没有写出 PDF"),
        (PermissionError(13, "Permission denied"), "没有权限"),
    ],
)
def test_why_a_program_failed_is_said_in_chinese(
    problem: Exception, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.setattr(subprocess, "run", fail)
    for pdf, [finding] in (office_pdf(Path("soffice"), b""), browser_pdf(Path("chrome"), "")):
        assert pdf is None
        assert words in finding.message
        assert "soffice" not in finding.message
