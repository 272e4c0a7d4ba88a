"""Load: an edition's template, compiled when its files or the compiler have changed, else as it was kept; and lint."""

from __future__ import annotations

from pathlib import Path

from yanbian_report.base.cache import DiskCache, code_of, key_of
from yanbian_report.base.findings import Finding
from yanbian_report.base.lru import LruCache
from yanbian_report.base.versions import version_of
from yanbian_report.model.values import Value
from yanbian_report.templates.template import Template

COMPILER = ("templates", "word", "model.formats", "yamldoc.encoding", "base")
_LIBRARIES = ("docxtpl", "jinja2", "python-docx", "lxml")
_LOADED: LruCache[Template] = LruCache(4)


def load_template(folder: Path, shown: str, cache: DiskCache) -> tuple[Template | None, str, list[Finding]]:
    """The template of the edition in ``folder``, a key of all that it is made from, and what is wrong with it."""
    files = sorted(p for p in folder.iterdir() if not p.name.startswith("~$"))
    pieces = (piece for p in files for piece in (p.name, _content(p)))
    key = key_of(code_of(*COMPILER), map(version_of, _LIBRARIES), shown, pieces)
    template = _LOADED.get(key)
    if template is None and (data := cache.get("template", key)) is not None:
        from yanbian_report.templates.template import loads

        template = _LOADED.put(key, loads(data))
    if template is None:
        from yanbian_report.templates.compile import compile_edition

        template, findings = compile_edition(folder, shown)
        if template is None or findings:
            return template, key, findings
        _LOADED.put(key, template)
    if not cache.has("template", key):
        from yanbian_report.templates.template import dumps

        cache.put("template", key, dumps(template))
    return template, key, []


def _content(file: Path) -> bytes:
    """The bytes of ``file``; none where it cannot be read, as no file has that compiles: compiling says why (T101)."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def lint_template(
    template: Template, key: str, values: dict[str, Value], charts: list[str], cache: DiskCache
) -> list[Finding]:
    """Lint findings. A clean result is cached under a key of everything that lint reads."""
    from yanbian_report.templates.prose import names_in

    findings: list[Finding] = []

    def clean() -> bytes | None:
        from yanbian_report.templates.lint import lint

        findings.extend(lint(template, values, set(charts)))
        return None if findings else b"clean"

    cache.value("lint", key_of(key, names_in(values), charts), clean)
    return findings
