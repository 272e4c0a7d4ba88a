"""Pipeline: one build, stage by stage, from a checked year to files. Each stage gives its value and its findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yanbian_report.base.cache import DiskCache
from yanbian_report.base.files import has_content, is_file, write_file
from yanbian_report.base.findings import Finding, is_failure
from yanbian_report.base.project import Project
from yanbian_report.model.figure import TO_FILL
from yanbian_report.model.values import TO_REVISE, Value
from yanbian_report.model.year import Year
from yanbian_report.options import BuildOptions, BuildResult

if TYPE_CHECKING:
    from yanbian_report.charts.chart import Chart
    from yanbian_report.charts.pictures import Picture
    from yanbian_report.forms.form import Form
    from yanbian_report.model.requirement import Built
    from yanbian_report.templates.marks import Marking
    from yanbian_report.templates.prose import Prose
    from yanbian_report.templates.template import Template
    from yanbian_report.word.package import Package

MARKS = ("草稿", "示例")  # of documents that may not be published: with figures to fill in, with made-up ones
TO_DO_WORDS = (f"【{TO_FILL}】", TO_FILL, TO_REVISE)  # as documents print what is still to be done
UNDRAWN = "P205"  # a chart waits for a figure that is still to be filled in
Progress = Callable[[str], None]


class Build(NamedTuple):
    """What every stage of one build may ask for. ``prose`` are its texts with their citations written out."""

    project: Project
    form: Form
    year: Year
    prose: Prose
    options: BuildOptions
    progress: Progress

    @property
    def cache(self) -> DiskCache:
        return DiskCache(self.project.cache)

    @property
    def mark(self) -> str:
        """What stands in the name of a document that may not be published; empty for one that may."""
        return mark_of(self.year, self.options.draft)

    @property
    def title(self) -> str:
        """The title of what is made of the document besides."""
        return marked(self.form.title(self.year), self.mark)

    def stopped_by(self, findings: list[Finding]) -> bool:
        """Whether ``findings`` forbid a document."""
        return is_failure(findings, self.options.strict)


def build_report(build: Build, findings: list[Finding], output: Path | None) -> BuildResult:
    """The files of a build; ``findings`` are those of the stages before, and ``output`` where the document goes."""
    template, charts, found = prepare(build)
    findings = [*findings, *found]
    if template is None or build.stopped_by(findings):
        return BuildResult.failed(findings)
    build.progress(f"画图　{len(charts)} 张")
    pictures, found = draw(build, charts, template)
    findings += found
    build.progress("填写　文字、表格和图片")
    if build.stopped_by(findings):
        return BuildResult.failed(findings)
    package, found = fill(build, template, charts, pictures)
    findings += found
    if package is None or build.stopped_by(findings):
        return BuildResult.failed(findings)
    return write(build, package, pictures, findings, output)


def prepare(build: Build) -> tuple[Template | None, list[Chart], list[Finding]]:
    """The template and the charts to draw, with all that is wrong with them before anything is drawn or filled."""
    template, key, findings = load(build)
    charts, found = chart(build, template, key)
    return template, charts, [*findings, *found]


def load(build: Build) -> tuple[Template | None, str, list[Finding]]:
    """The template of the year's edition, and its key in the cache."""
    from yanbian_report.templates.load import load_template

    edition = build.year.text("版本")
    folder = build.project.templates(edition)
    shown = build.project.shown(folder)
    build.progress(f"模板　{shown}")
    # An edition that is none has been named where the data was read; it may be a path that leads elsewhere.
    return load_template(folder, shown, build.cache) if edition in build.project.editions() else (None, "", [])


def chart(build: Build, template: Template | None, key: str) -> tuple[list[Chart], list[Finding]]:
    """The charts to draw, in the order of their places (their numbers follow from it); the template is linted."""
    from yanbian_report.charts.chart_file import chart_paths, read_charts
    from yanbian_report.charts.resolve import resolve
    from yanbian_report.templates.load import lint_template

    specs, findings = read_charts(build.project.charts)
    charts: dict[str, Chart] = {}
    for name, spec in specs.items():
        resolved, more = resolve(spec, build.year)
        findings += more
        if resolved is not None:
            charts[name] = resolved
    if template is None:
        return [], findings
    drawn = [charts[slot.name] for slot in template.slots if slot.name in charts]
    names = [file.stem for file in chart_paths(build.project.charts)[0]]
    values = _template_values(build, drawn, dict.fromkeys(names))
    return drawn, [*findings, *lint_template(template, key, values, names, build.cache)]


def _template_values(build: Build, charts: list[Chart], names: Mapping[str, object]) -> dict[str, Value]:
    """What templates are filled from: the year, the captions by the names of their places, the contents' mark,
    the titles and numbers of the tables."""
    from yanbian_report.templates.tags import TABLES
    from yanbian_report.word.contents import MARK

    captions: dict[str, Value] = dict.fromkeys(names)
    for number, one in enumerate(charts, 1):
        captions[one.name] = {"编号": number, "题注": f"图{number}：{one.title}", "单位": one.unit}
    tables: list[Value] = [
        {"表题": annex.table.title, "表号": annex.table.label} for annex in build.form.annexes(build.year)
    ]
    return {**build.year.tree, "图": captions, "目录": MARK, TABLES: tables}


def draw(build: Build, charts: list[Chart], template: Template) -> tuple[dict[str, Picture], list[Finding]]:
    """The pictures of ``charts`` by the names of their places."""
    from yanbian_report.charts.pictures import draw_pictures

    sizes = {slot.name: slot.size_mm for slot in template.slots}
    return draw_pictures(charts, build.project.charts, sizes, build.cache)


def fill(
    build: Build,
    template: Template,
    charts: list[Chart],
    pictures: dict[str, Picture],
    listener: Marking | None = None,
) -> tuple[Package | None, list[Finding]]:
    """The document, filled, its contents page numbered, and read back.

    A ``listener`` hears where its values come from.
    """
    from yanbian_report.proof import prove
    from yanbian_report.templates.fill import Annexes, Content, Properties
    from yanbian_report.templates.fill import fill as fill_template
    from yanbian_report.templates.without_tables import without_tables

    values = _template_values(build, charts, {slot.name: None for slot in template.slots})
    properties = Properties(build.form.title(build.year), build.form.owner(build.year))
    annexes = Annexes(build.form.annexes(build.year), build.cache)
    package, findings = fill_template(template, Content(values, build.prose, pictures, listener), properties, annexes)
    if package is None:
        return None, findings
    if not annexes.tables:
        findings += without_tables(template.body, build.year.text("年度"))
    package, found = _set(build, package)
    build.progress("核查　成稿")
    return package, [*findings, *found, *prove(package, build.year, build.form.printing)]


def _set(build: Build, package: Package) -> tuple[Package, list[Finding]]:
    """``package`` as it is printed: what may not be published says so, pages end well, the contents have numbers."""
    from yanbian_report.layout.changes import with_changes
    from yanbian_report.layout.page_numbers import number_pages
    from yanbian_report.word.chinese_signs import in_chinese
    from yanbian_report.word.contents import outlined
    from yanbian_report.word.runs import in_every_flow

    if build.mark:
        from yanbian_report.word.header import with_header

        marks = (MARKS[0] * build.options.draft, MARKS[1] * build.year.has_examples)
        package = with_header(package, "　".join(filter(None, marks)))
    build.progress("目录　排页码")
    outline = outlined(package)
    numbered, findings = number_pages(outline, build.options.pages, build.cache, build.form.names(build.year))
    package = outline.with_contents(numbered.pages, numbered.breaks, numbered.line)
    package = with_changes(package, numbered.changes)
    if build.mark:
        from yanbian_report.word.to_do_marks import with_marks

        package = with_marks(package, TO_DO_WORDS)
    return in_every_flow(package, in_chinese), findings


def write(
    build: Build, package: Package, pictures: dict[str, Picture], findings: list[Finding], output: Path | None
) -> BuildResult:
    """The document and its pictures on disk, and what is made of it besides."""
    from yanbian_report.word.package import to_bytes

    data = to_bytes(package)
    document = output or document_path(build.project, build.form, build.year, build.mark)
    findings += write_file(document, data)
    if is_failure(findings):
        return BuildResult.failed(findings)
    folder = build.project.output(build.year.text("年度"))
    folder = folder / build.mark  # the report's own pictures stay as they are
    files = [folder / f"图{picture.number}.png" for picture in pictures.values()]
    for file, picture in zip(files, pictures.values(), strict=True):
        if not has_content(file, picture.data):
            findings += write_file(file, picture.data)
    also, found = render(build, document, package, data)
    return BuildResult(document, files, [*findings, *found], also, build.year.text("版本"))


def document_path(project: Project, form: Form, year: Year, mark: str = "") -> Path:
    """Where the document of ``year`` stands when nobody says otherwise; one with a ``mark`` has a name of its own."""
    return project.output(year.text("年度")) / f"{_as_file_name(marked(form.title(year), mark))}.docx"


def built_before(project: Project, form: Form, year: Year) -> Built | None:
    """What was built of ``year`` and stands where no other place was said; None where nothing does, or it is broken."""
    from yanbian_report.inputs import data_file
    from yanbian_report.model.requirement import Built
    from yanbian_report.word.contents import last_page
    from yanbian_report.word.package import DOCUMENT, read_package

    document = document_path(project, form, year, mark_of(year))
    package, _ = read_package(document) if is_file(document) else (None, [])
    if package is None:
        return None
    state, data = document.stat(), data_file(project, year.text("年度")).stat()
    return Built(document.name, state.st_size, last_page(package.text(DOCUMENT)), state.st_mtime < data.st_mtime)


def mark_of(year: Year, draft: bool = False) -> str:
    """Which of ``MARKS`` a document of ``year`` has; empty for one that may be published."""
    return MARKS[0] if draft else MARKS[1] if year.has_examples else ""


def marked(title: str, mark: str) -> str:
    """``title`` with ``mark`` behind it."""
    return f"{title}（{mark}）" if mark else title


def render(build: Build, document: Path, package: Package, data: bytes) -> tuple[list[Path], list[Finding]]:
    """What was asked for besides the document, each by its module in ``outputs``."""
    from yanbian_report.outputs import Finished, find_output

    written: list[Path] = []
    findings: list[Finding] = []
    finished = Finished(package, data, build.title, document.stem)
    for name in build.options.outputs:
        output = find_output(name)
        build.progress(output.LABEL)
        files, found = output.render(finished)
        findings += found
        for path, content in files.items():
            if path.is_absolute() or ".." in path.parts:  # nothing is written but beside the document
                raise ValueError(f"the output {name} names {path}")
            failed = write_file(document.parent / path, content)
            findings += failed
            written += [] if failed else [document.parent / path]
    return written, findings


def _as_file_name(name: str) -> str:
    """``name`` without the signs that Windows and other systems forbid in file names."""
    return "".join("_" if c in '/\\:*?"<>|' or not c.isprintable() else c for c in name)
