"""Work: one build under way, from a checked year to files: template, charts, pictures, document, proof."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from yanbian_report.base.cache import Kept, key_of
from yanbian_report.base.files import holds, write_file
from yanbian_report.base.findings import Finding, fails, note
from yanbian_report.base.lru import Memory
from yanbian_report.base.project import Project
from yanbian_report.base.versions import version_of
from yanbian_report.model.values import Tree, Value
from yanbian_report.model.year import Year
from yanbian_report.options import UNNUMBERED, Built, Wanted, not_built

if TYPE_CHECKING:
    from yanbian_report.charts.chart import Chart
    from yanbian_report.charts.style import Style
    from yanbian_report.layout.engine import Engine
    from yanbian_report.templates.fill import Picture
    from yanbian_report.templates.template import Template
    from yanbian_report.word.contents import Outlined

STYLE = "样式"  # the house style lies beside the charts
Say = Callable[[str], None]


_TEMPLATES: Memory[Template] = Memory(4)


def official_name(year: Year) -> str:
    """The document's title and file name: ``2021年度…部门决算``."""
    return f"{year.text('年度')}年度{year.text('单位.名称')}{year.text('单位.层级')}决算"


def _as_file_name(name: str) -> str:
    """``name`` without the signs that Windows and other systems forbid in file names."""
    return "".join("_" if c in '/\\:*?"<>|' or not c.isprintable() else c for c in name)


class Work:
    """One build under way: what is found gathers in ``findings``, and each stage asks whether to go on."""

    def __init__(
        self, project: Project, year: Year, values: Tree, findings: list[Finding], wanted: Wanted, say: Say
    ) -> None:
        self.project = project
        self.year = year
        self.values = values
        self.findings = findings
        self.wanted = wanted
        self.say = say
        self.kept = Kept(project.kept)
        self.template_key = ""

    def build(self, output: Path | None) -> Built:
        template = self._template()
        charts = self._charts(template)
        if template is None or self._stopped():
            return not_built(self.findings)
        self.say(f"画图　{len(charts)} 张")
        pictures = self._pictures(charts, template)
        self.say("填写　文字、表格和图片")
        data = None if self._stopped() else self._document(template, charts, pictures)
        return not_built(self.findings) if data is None else self._write(output, data, pictures)

    def _stopped(self) -> bool:
        return fails(self.findings, self.wanted.strict)

    def _template(self) -> Template | None:
        from yanbian_report.templates.template import COMPILING, from_file, to_file

        folder = self.project.templates(self.year.text("版本"))
        shown = self.project.shown(folder)
        self.say(f"模板　{shown}")
        if not folder.is_dir():
            return None
        files = sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith("~$"))
        compilers = (version_of("docxtpl"), version_of("jinja2"))
        pieces = (piece for p in files for piece in (p.name, p.read_bytes()))
        key = self.template_key = key_of(COMPILING, compilers, shown, pieces)
        if (template := _TEMPLATES.get(key)) is None and (data := self.kept.get("template", key)) is not None:
            template = _TEMPLATES.put(key, from_file(data))
        if template is None:
            from yanbian_report.templates.compile import compile_edition

            template, findings = compile_edition(folder, shown)
            self.findings += findings
            if template is None or findings:
                return template
            _TEMPLATES.put(key, template)
        if not self.kept.has("template", key):
            self.kept.put("template", key, to_file(template))
        return template

    def _charts(self, template: Template | None) -> list[Chart]:
        """The charts to draw, in the order of their places; their numbers follow from it."""
        from yanbian_report.charts.chart import read_charts, resolve

        specs, findings = read_charts(self.project.charts)
        self.findings += findings
        charts: dict[str, Chart] = {}
        for name, spec in specs.items():
            chart, more = resolve(spec, self._found, self.year.leaves)
            self.findings += more
            if chart is not None:
                charts[name] = chart
        if template is None:
            return []
        drawn = [charts[p.name] for p in template.places if p.name in charts]
        names = sorted({file.stem for file in self.project.charts.glob("*.yaml")} - {STYLE})
        self.findings += self._lint(template, self._values(drawn, dict.fromkeys(names)), names)
        return drawn

    def _lint(self, template: Template, values: Tree, charts: list[str]) -> list[Finding]:
        """What lint finds; that it finds nothing is kept by all that it looks at."""
        from yanbian_report.templates.context import names_in
        from yanbian_report.templates.template import LINTING

        findings: list[Finding] = []

        def clean() -> bytes | None:
            from yanbian_report.templates.lint import lint

            findings.extend(lint(template, values, set(charts)))
            return None if findings else b"clean"

        self.kept.value("lint", key_of(LINTING, self.template_key, names_in(values), charts), clean)
        return findings

    def _found(self, path: str) -> object:
        """A figure, or a list of groups, for a chart; None for what may be left out of the data, and was."""
        node: object = self.year.tree
        for key in path.split("."):
            if node is None:
                break
            if not isinstance(node, dict):
                raise KeyError(path)
            node = node[key]
        return node

    def _values(self, charts: list[Chart], names: Mapping[str, object]) -> dict[str, Value]:
        """What templates are filled from: the year, the captions by the names of their places, the contents' mark."""
        from yanbian_report.word.contents import MARK

        captions: dict[str, Value] = dict.fromkeys(names)
        for number, chart in enumerate(charts, 1):
            captions[chart.name] = {"编号": number, "题注": f"图{number}：{chart.title}", "单位": chart.unit}
        return {**self.values, "图": captions, "目录": MARK}

    def _pictures(self, charts: list[Chart], template: Template) -> dict[str, Picture]:
        from yanbian_report.charts.chart import describe
        from yanbian_report.charts.drawing.fonts import missing_glyphs
        from yanbian_report.charts.style import read_style
        from yanbian_report.templates.fill import Picture

        style, findings = read_style(self.project.charts)
        self.findings += findings
        for chart in charts:
            self.findings += missing_glyphs(chart)
        if self._stopped():
            return {}
        sizes = {place.name: place.size_mm for place in template.places}
        return {
            chart.name: Picture(self._drawn(chart, style, sizes[chart.name]), number, describe(chart))
            for number, chart in enumerate(charts, 1)
        }

    def _drawn(self, chart: Chart, style: Style, size: tuple[float, float]) -> bytes:
        from yanbian_report.charts.cache_key import picture_key

        def drawn() -> bytes:
            from yanbian_report.charts.drawing.paint import draw

            return draw(chart, style, size)

        return self.kept.value("picture", picture_key(chart, style, size), drawn) or b""

    def _document(self, template: Template, charts: list[Chart], pictures: dict[str, Picture]) -> bytes | None:
        from yanbian_report.proof.proof import proof
        from yanbian_report.templates.fill import Properties, fill
        from yanbian_report.word.contents import outlined
        from yanbian_report.word.header import with_header
        from yanbian_report.word.package import to_bytes

        names = {place.name: None for place in template.places}
        properties = Properties(official_name(self.year), self.year.text("单位.名称"))
        package, findings = fill(template, self._values(charts, names), pictures, properties)
        self.findings += findings
        if package is None:
            return None
        if self.wanted.draft:
            package = with_header(package, "草稿")
        self.say("目录　排页码")
        outline = outlined(package)
        numbers = self._numbers(outline, self._engine())
        finished = outline.with_contents(numbers)
        self.say("核查　成稿")
        self.findings += proof(finished, self.year)
        return None if self._stopped() else to_bytes(finished)

    def _engine(self) -> Engine:
        if self.wanted.pdf:
            from yanbian_report.layout.libreoffice import find_office

            if find_office():
                return "libreoffice"
        return "rdocx" if self.wanted.pages == "last" else self.wanted.pages

    def _numbers(self, outline: Outlined, engine: Engine) -> dict[str, int] | None:
        """The page of every heading; kept by all that tells where lines and pages end."""
        import json

        from yanbian_report.layout.engine import engine_version
        from yanbian_report.word.contents import as_before
        from yanbian_report.word.package import to_bytes

        def told() -> bytes | None:
            from yanbian_report.layout.paginate import pages

            numbers, findings = pages(to_bytes(outline.with_contents()), engine)
            self.findings += findings
            return json.dumps(numbers).encode() if numbers is not None else None

        parts, found = outline.package.parts, outline.headings
        texts = (part for name, part in sorted(parts.items()) if name.endswith((".xml", ".rels")))
        report = key_of(official_name(self.year), str(self.wanted.draft))
        key = key_of(engine_version(engine), texts)
        if self.wanted.pages == "last" and self.kept.get("pages", key) is None:
            last = self.kept.get("last", report)
            if last is not None:
                self.findings.append(
                    note(UNNUMBERED, "文字变了，目录页码还是上一次的", hint="发布以前再生成一次，不写 --pages last")
                )
                return as_before(found, json.loads(last))
        data = self.kept.value("pages", key, told)
        if data is None:
            return None
        numbers: dict[str, int] = json.loads(data)
        pages_by_title = [[h.text, numbers[h.bookmark]] for h in found if h.bookmark in numbers]
        self.kept.put("last", report, json.dumps(pages_by_title).encode())
        return numbers

    def _write(self, output: Path | None, data: bytes, pictures: dict[str, Picture]) -> Built:
        folder = self.project.output(self.year.text("年度"))
        name = official_name(self.year) + ("（草稿）" if self.wanted.draft else "")
        document = output or folder / f"{_as_file_name(name)}.docx"
        self.findings += write_file(document, data)
        if fails(self.findings):
            return not_built(self.findings)
        files = [folder / f"图{picture.number}.png" for picture in pictures.values()]
        for file, picture in zip(files, pictures.values(), strict=True):
            if not holds(file, picture.data):
                self.findings += write_file(file, picture.data)
        return Built(document, files, self.findings, self._also(document, data))

    def _also(self, document: Path, data: bytes) -> list[Path]:
        """Write what was asked for besides the document."""
        files: dict[Path, bytes] = {}
        if self.wanted.pdf:
            from yanbian_report.outputs.pdf import to_pdf

            self.say("PDF")
            pdf, findings = to_pdf(data)
            self.findings += findings
            files |= {document.with_suffix(".pdf"): pdf} if pdf else {}
        if self.wanted.web:
            from yanbian_report.outputs.web import to_web

            self.say("网页")
            web, folder = to_web(data, official_name(self.year)), document.with_name(f"{document.stem}网页")
            files |= {folder / name: picture for name, picture in web.pictures.items()}
            files |= {folder / "index.html": web.html.encode(), folder / "正文.txt": web.text.encode("utf-8-sig")}
        for file, content in files.items():
            self.findings += write_file(file, content)
        return list(files)
