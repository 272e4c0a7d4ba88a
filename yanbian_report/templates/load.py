"""Load: an edition's template, from the cache unless its files or the compiler have changed; and its lint findings."""

from __future__ import annotations

from pathlib import Path

from yanbian_report.base.cache import DiskCache, code_of, key_of
from yanbian_report.base.files import list_folder
from yanbian_report.base.findings import Finding
from yanbian_report.base.lru import LruCache
from yanbian_report.base.versions import version_of
from yanbian_report.model.values import Tree, Value
from yanbian_report.templates.edition_files import LARGEST, belongs, printable_name
from yanbian_report.templates.template import Template, dumps, loads

COMPILER = (
    "base.findings",
    "base.origin",
    "templates.assemble",
    "templates.carry",
    "templates.chapter_tags",
    "templates.clauses",
    "templates.compile",
    "templates.edition_files",
    "templates.join",
    "templates.numbered_headings",
    "templates.own_bookmarks",
    "templates.parse",
    "templates.picture_slots",
    "templates.program",
    "templates.program_shape",
    "templates.sections",
    "templates.stale_fields",
    "templates.tags",
    "templates.template",
    "word.canonical",
    "word.known_fonts",
    "word.namespaces",
    "word.package",
    "yamldoc.encoding",
)
COMPILER_LIBRARIES = ("docxtpl", "jinja2", "lxml")
LINT = (  # beside the compiler, whose code is in the key of the template
    "base.lru",
    "base.suggest",
    "grids.looks",
    "model.figure",
    "model.formats",
    "model.values",
    "templates.lint",
    "word.contents",
    "word.document",
    "word.styles",
    "yamldoc.tree",
)
_CLEAN = b"clean"
# Compiling takes a second and decoding an eighth of a warm build; only what has no findings may stay in memory.
_LOADED: LruCache[Template] = LruCache(4)


def load_template(folder: Path, shown: str, cache: DiskCache) -> tuple[Template | None, str, list[Finding]]:
    """The template of the edition in ``folder`` (None with errors), a key of all that it is made from, and findings.

    B504 where the folder may not be looked into.
    """
    files, closed = list_folder(folder, shown)
    if closed:
        return None, "", closed
    pieces = (piece for file in files for piece in (printable_name(file), _content(file)))
    key = key_of(code_of(*COMPILER), map(version_of, COMPILER_LIBRARIES), shown, pieces)
    template = _LOADED.get(key)
    if template is not None:
        if not cache.has("template", key):  # it was compiled for another project
            cache.put("template", key, dumps(template))
        return template, key, list(template.notes)
    if (template := cache.read("template", key, loads)) is not None:
        _LOADED.put(key, template)
        return template, key, list(template.notes)
    from yanbian_report.templates.compile import compile_edition

    template, findings = compile_edition(folder, shown)
    if template is None:
        return None, key, findings
    cache.put("template", key, dumps(_LOADED.put(key, template)))
    return template, key, list(template.notes)


def forget_templates() -> None:
    """Read templates anew from now on, from the cache or from their files."""
    _LOADED.clear()


def _content(file: Path) -> bytes:
    """The bytes of ``file`` where they make a difference: of what is no chapter the name is enough.

    None where it cannot be read, as no file has that compiles: compiling says why (T101).
    """
    if not belongs(file):
        return b""
    try:
        with file.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError:
        return b""


def lint_template(
    template: Template, key: str, values: dict[str, Value], charts: list[str], cache: DiskCache
) -> list[Finding]:
    """Lint findings. A clean result is cached under a key of everything that lint reads."""
    findings: list[Finding] = []

    def clean() -> bytes | None:
        from yanbian_report.templates.lint import lint

        findings.extend(lint(template, values, set(charts)))
        return None if findings else _CLEAN

    cache.value("lint", key_of(code_of(*LINT), key, names_in(values), charts), clean, _CLEAN.__eq__)
    return findings


def names_in(values: Tree) -> str:
    """The structure of ``values`` as lint follows it: names only, and of every list its first entry."""
    names: list[str] = []
    _gather(values, names)
    return "\n".join(names)


def _gather(value: object, names: list[str]) -> None:
    if isinstance(value, list):
        names.append("[")
        _gather(value[0], names)
    elif isinstance(value, dict):
        names.append("{")
        for name, child in value.items():
            names.append(name)
            if child and isinstance(child, (dict, list)):  # below a group that was left out lint follows nothing
                _gather(child, names)
        names.append("}")
