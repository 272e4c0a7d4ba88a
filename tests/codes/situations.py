"""Findings that take more than a text: a function for every code, called after it."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
import zipfile
from collections.abc import Callable, Iterable
from contextlib import nullcontext, redirect_stderr
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.codes.bench import COVER, YEAR, Bench, paragraph, picture, run
from tests.codes.texts import HEAD, ONE
from tests.forms.test_classification_tables import workbook
from tests.importing.material import Accounts
from tests.workbook.books import BOOKS
from yanbian_report.api import new
from yanbian_report.base.findings import Finding
from yanbian_report.base.project import Project
from yanbian_report.batch_runner import Job, attempt, batch, workers
from yanbian_report.cli.parser import main
from yanbian_report.forms.final_accounts.derive import derive
from yanbian_report.forms.final_accounts.schema import schema
from yanbian_report.forms.final_accounts.starter import Unit
from yanbian_report.importer import ImportOptions, import_workbook, text
from yanbian_report.inputs.yaml.read import read
from yanbian_report.options import BuildOptions
from yanbian_report.scaffold import init
from yanbian_report.templates import fill
from yanbian_report.word import contents
from yanbian_report.word.package import DOCUMENT, Package
from yanbian_report.workbook.read import read_workbook
from yanbian_report.yamldoc.patch import Put, patch

Found = Iterable[Finding | str]  # findings, or codes that were printed
BY_HAND: dict[str, Callable[[Bench], Found]] = {}


def by_hand(provoke: Callable[[Bench], Found]) -> Callable[[Bench], Found]:
    """Take ``provoke``, which is called after its code, into the table."""
    BY_HAND[provoke.__name__.upper()] = provoke
    return provoke


def refuse(patch: pytest.MonkeyPatch, name: str, number: int) -> None:
    """Let every call of a method of Path fail as the system would."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, "refused")

    patch.setattr(Path, name, fail)


def close_folders(patch: pytest.MonkeyPatch, name: str) -> None:
    """Let nobody list the folders called ``name``, nor those in them, which an administrator could at any time."""
    listed = os.listdir

    def closed(folder: Path) -> list[str]:
        if name in Path(folder).parts:
            raise PermissionError(errno.EACCES, "refused")
        return listed(folder)

    patch.setattr(os, "listdir", closed)


def error_of(problem: Exception, *_: object, **__: object) -> None:
    raise problem


def no_office(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(shutil, "which", lambda *_, **__: None)
    patch.setattr("yanbian_report.layout.browser.find_browser", lambda: None)


@by_hand
def s101(bench: Bench) -> Found:
    return bench.whole().check(2031)


@by_hand
def s102(bench: Bench) -> Found:
    bench.whole()
    refuse(bench.patch, "open", errno.EACCES)
    return bench.check()


@by_hand
def s132(bench: Bench) -> Found:
    del bench
    return patch("单位: 盐边县\n", [Put(("单位", "名称"), "盐边县")], "data/2022.yaml")[1]


@by_hand
def d303(bench: Bench) -> Found:
    bench.whole().table.unlink()
    return bench.check()


@by_hand
def d304(bench: Bench) -> Found:
    bench.whole().table.write_text("- 甲\n", "utf-8")
    return bench.check()


@by_hand
def d306(bench: Bench) -> Found:
    bench.whole().table.rename(bench.table.with_name("2022.yaml"))
    return bench.check()


def called(names: dict[str, str], bench: Bench) -> Found:
    """What is said of a year whose workbook calls codes by ``names``."""
    data_file, _ = read(bench.data, schema(), "data/2021.yaml")
    assert data_file is not None
    return derive(data_file._replace(tables=workbook(names)), Project(bench.root))[1]


@by_hand
def d307(bench: Bench) -> Found:
    return called({"2080101": "行政事务"}, bench.whole())


@by_hand
def d308(bench: Bench) -> Found:
    table = bench.whole().table
    table.write_text(table.read_text("utf-8").replace('"2080199"', '"2080198"'), "utf-8")
    return called({"2080199": "其他事务支出"}, bench)


@by_hand
def p205(bench: Bench) -> Found:
    bench.whole("\n  事业收入: 0", "\n  事业收入: 待填").chart(HEAD + ONE.format("事业收入"))
    return bench.build(options=BuildOptions(draft=True))


@by_hand
def p301(bench: Bench) -> Found:
    bench.whole("\n  事业收入: 0", "\n  事业收入: -1").chart(HEAD.replace("柱状图", "饼状图") + ONE.format("事业收入"))
    return bench.build()


@by_hand
def p401(bench: Bench) -> Found:
    chart = HEAD + ONE.format("本年收入合计").replace("甲", "\U000f1234")
    return bench.whole().template(picture(' descr="图:图甲"')).chart(chart).build()


@by_hand
def p402(bench: Bench) -> Found:
    chart = HEAD + ONE.format("本年收入合计").replace("甲", "一般公共预算财政拨款收入" * 10)
    return bench.whole().template(picture(' descr="图:图甲"')).chart(chart).build()


@by_hand
def t101(bench: Bench) -> Found:
    whole, opened = bench.whole(), Path.open

    def locked(path: Path, *mode: str, **how: object) -> Any:
        if path.suffix == ".docx":
            raise OSError(errno.EACCES, "refused")
        return opened(path, *mode, **how)  # type: ignore[call-overload]

    bench.patch.setattr(Path, "open", locked)
    return whole.build()


@by_hand
def t102(bench: Bench) -> Found:
    (bench.whole().templates / COVER.name).write_bytes(b"\xd0\xcf\x11\xe0")
    return bench.build()


@by_hand
def t103(bench: Bench) -> Found:
    (bench.whole().templates / COVER.name).write_bytes(b"no zip")
    return bench.build()


@by_hand
def t104(bench: Bench) -> Found:
    with zipfile.ZipFile(bench.whole().templates / COVER.name, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.bin", bytes(50_000_000))
    return bench.build()


@by_hand
def t105(bench: Bench) -> Found:
    (bench.whole().templates / COVER.name).unlink()
    return bench.build()


@by_hand
def t106(bench: Bench) -> Found:
    return bench.whole().template(name="00-封面与目录(1).docx").build()


@by_hand
def t107(bench: Bench) -> Found:
    return bench.whole().without(' TOC \\o "1-2" \\h \\z \\u \\f ').build()


@by_hand
def t109(bench: Bench) -> Found:
    (bench.whole().templates / "说明.pdf").write_bytes(b"%PDF")
    return bench.build()


@by_hand
def t508(bench: Bench) -> Found:
    return bench.whole().template(picture(' descr="图:甲"').replace('cx="5256000"', 'cx="1"')).build()


@by_hand
def t506(bench: Bench) -> Found:
    return bench.whole().restyled("方正小标宋简体", "华文中宋", "10-部门概况.docx").build()


@by_hand
def t509(bench: Bench) -> Found:
    bench.whole().template(paragraph("{{ 公开表 }}"))
    imported(bench, tables(bench))
    return bench.renamed("公开表题", "表题之一").build()


def spoilt(bench: Bench, change: Callable[[Package], Package]) -> Found:
    """What a build says of a document that was filled and then changed: templates are refused before that."""
    whole = fill.fill

    def changed(*given: Any) -> tuple[Package | None, list[Finding]]:
        package, findings = whole(*given)
        return change(package) if package is not None else None, findings

    bench.patch.setattr(fill, "fill", changed)
    return bench.whole().build()


def within(old: str, new: str) -> Callable[[Package], Package]:
    """The document with ``new`` for ``old``."""

    def change(package: Package) -> Package:
        text = package.text(DOCUMENT)
        assert old in text
        return package.replaced({DOCUMENT: text.replace(old, new)})

    return change


@by_hand
def w304(bench: Bench) -> Found:
    link = f'<w:p><w:hyperlink r:id="rId99">{run("甲")}</w:hyperlink></w:p>'
    return spoilt(bench, within("<w:body>", f"<w:body>{link}"))


@by_hand
def w307(bench: Bench) -> Found:
    mark = '<w:p><w:bookmarkStart w:id="7" w:name="甲"/></w:p>'
    return spoilt(bench, within("<w:body>", f"<w:body>{mark}"))


@by_hand
def w310(bench: Bench) -> Found:
    found = contents._headings
    bench.patch.setattr(contents, "_headings", lambda *given: found(*given)[:-1])
    return bench.whole().template(paragraph("二、甲", "Heading2")).build()


@by_hand
def w305(bench: Bench) -> Found:
    return spoilt(bench, within("<w:body>", '<w:body><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'))


@by_hand
def w306(bench: Bench) -> Found:
    link = f'<w:p><w:hyperlink w:anchor="没有">{run("甲")}</w:hyperlink></w:p>'
    return spoilt(bench, within("<w:body>", f"<w:body>{link}"))


@by_hand
def w315(bench: Bench) -> Found:
    return spoilt(bench, lambda package: package.replaced({"docProps/app.xml": "<Properties/>"}))


@by_hand
def w316(bench: Bench) -> Found:
    return spoilt(bench, within("<w:body>", f"<w:body>{paragraph('甲', '没有')}"))


@by_hand
def w317(bench: Bench) -> Found:
    return spoilt(bench, within("<w:body>", f'<w:body><w:p><w:ins w:id="1">{run("甲")}</w:ins></w:p>'))


@by_hand
def w318(bench: Bench) -> Found:
    return spoilt(bench, within("w:footerReference", "w:noReference"))


@by_hand
def w313(bench: Bench) -> Found:
    no_office(bench.patch)
    return bench.whole().build(options=BuildOptions(pages="libreoffice"))


@by_hand
def w320(bench: Bench) -> Found:
    return bench.whole().build()


@by_hand
def w331(bench: Bench) -> Found:
    office = shutil.which("false") or sys.executable
    bench.patch.setattr(shutil, "which", lambda *_, **__: office)
    return bench.whole().build(options=BuildOptions(outputs=("pdf",)))


@by_hand
def w332(bench: Bench) -> Found:
    no_office(bench.patch)
    return bench.whole().build(options=BuildOptions(outputs=("pdf",)))


WEB, PDF = BuildOptions(outputs=("web",)), BuildOptions(outputs=("pdf",))


@by_hand
def w341(bench: Bench) -> Found:
    formula = '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/></w:p>'
    return bench.whole().template(formula).build(options=WEB)


@by_hand
def w342(bench: Bench) -> Found:
    bench.patch.setattr("yanbian_report.outputs._web_page.as_html", lambda *_: "")
    return bench.whole().template(paragraph("第一部分", "Heading1")).build(options=WEB)


@by_hand
def w334(bench: Bench) -> Found:
    stub_office(bench.patch)
    bench.patch.setattr("yanbian_report.layout.fonts.installed_fonts", lambda: frozenset({"fandolkai"}))
    bench.patch.setattr("yanbian_report.outputs.pdf.read_back", lambda *_: [])
    return bench.whole().build(options=PDF)


@by_hand
def w343(bench: Bench) -> Found:
    stub_office(bench.patch)
    return bench.whole().build(options=PDF)


@by_hand
def w335(bench: Bench) -> Found:
    no_office(bench.patch)
    bench.patch.setattr("yanbian_report.layout.browser.find_browser", lambda: Path("chrome"))
    return bench.whole().build(options=PDF)


@by_hand
def w336(bench: Bench) -> Found:
    stub_browser(bench.patch)
    bench.patch.setattr("yanbian_report.outputs.pdf.read_back", lambda *_: [])
    return bench.whole().build(options=PDF)


@by_hand
def w337(bench: Bench) -> Found:
    stub_browser(bench.patch)
    bench.patch.setattr("yanbian_report.outputs._print_check._number", lambda *_: 1)
    bench.patch.setattr("yanbian_report.outputs.pdf.read_back", lambda *_: [])
    return bench.whole().build(options=PDF)


def stub_office(patch: pytest.MonkeyPatch) -> None:
    """A LibreOffice that makes an empty page of every document."""
    patch.setattr("yanbian_report.layout.libreoffice.find_office", lambda: Path("soffice"))
    patch.setattr("yanbian_report.layout.libreoffice.office_pdf", lambda *_: (empty_pages(1), []))


def stub_browser(patch: pytest.MonkeyPatch) -> None:
    """No LibreOffice, and a browser that puts the first heading on the ninth of nine empty pages."""
    no_office(patch)
    patch.setattr("yanbian_report.layout.browser.find_browser", lambda: Path("chromium"))
    patch.setattr("yanbian_report.layout.browser.browser_pdf", lambda *_: (empty_pages(9), []))
    patch.setattr("yanbian_report.outputs._print_sheet.Papers._said", lambda *_: "")


def empty_pages(count: int) -> bytes:
    """A PDF of empty pages, the last of which a contents entry leads to."""
    from io import BytesIO

    from pypdf import PdfWriter

    page = BytesIO()
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(100, 100)
    writer.add_named_destination("_Toc00000001", count - 1)
    writer.write(page)
    return page.getvalue()


@by_hand
def b501(bench: Bench) -> Found:
    return bench.check()


@by_hand
def b502(bench: Bench) -> Found:
    return bench.whole("版本: 2020-2021", "版本: 1999").check()


@by_hand
def b503(bench: Bench) -> Found:
    bench.whole().data.with_name(f"{YEAR - 1}.yaml").write_text("年度: 2020\n", "utf-8")
    return bench.check()


@by_hand
def b504(bench: Bench) -> Found:
    bench.whole()
    close_folders(bench.patch, "charts")
    return bench.check()


@by_hand
def b505(bench: Bench) -> Found:
    bench.whole()
    fail = partial(error_of, RuntimeError("甲"))
    bench.patch.setattr("yanbian_report.batch_runner.build", fail)
    return attempt(Job(bench.root, YEAR)).findings


@by_hand
def b506(bench: Bench) -> Found:
    bench.whole()
    name = "收支.yaml".encode("gbk").decode("utf-8", "surrogateescape")
    (bench.root / "charts" / name).write_text(HEAD + ONE.format("事业收入"), "utf-8")
    return bench.check()


@by_hand
def b507(bench: Bench) -> Found:
    with workers(1) as pool:
        os.kill(pool.processes[0], signal.SIGTERM)
        [done] = batch([Job(bench.whole().root, YEAR)], pool)
    return done.findings


@by_hand
def b508(bench: Bench) -> Found:
    with workers(1, 0.01) as pool:
        [done] = batch([Job(bench.whole().root, YEAR)], pool)
    return done.findings


@by_hand
def b509(bench: Bench) -> Found:
    data = bench.whole().root / f"data/{YEAR}.yaml"
    data.with_suffix(".yml").write_bytes(data.read_bytes())
    return bench.build()


@by_hand
def b511(bench: Bench) -> Found:
    bench.whole().build("报告.docx")
    refuse(bench.patch, "replace", errno.EACCES)
    return bench.build("报告.docx")


@by_hand
def b512(bench: Bench) -> Found:
    bench.whole()
    refuse(bench.patch, "replace", errno.EACCES)
    return bench.build("报告.docx")


@by_hand
def b513(bench: Bench) -> Found:
    bench.whole()
    refuse(bench.patch, "replace", errno.ENOSPC)
    return bench.build("报告.docx")


@by_hand
def x101(bench: Bench) -> Found:
    return read_workbook(bench.root / "决算公开表.xlsx", "决算公开表.xlsx")[1]


@by_hand
def x102(bench: Bench) -> Found:
    (bench.empty().root / "决算公开表.xlsx").symlink_to("没有")
    return x101(bench)


@by_hand
def b514(bench: Bench) -> Found:
    return bench.whole().build("报告.doc")


@by_hand
def b515(bench: Bench) -> Found:
    return bench.whole().build("templates/报告.docx")


@by_hand
def b516(bench: Bench) -> Found:
    return new(YEAR, bench.whole().root).findings


@by_hand
def b517(bench: Bench) -> Found:
    return new(YEAR + 5, bench.whole().root).findings


@by_hand
def b518(bench: Bench) -> Found:
    bench.patch.setattr("yanbian_report.batch_runner.workers", lambda *_: nullcontext())
    with redirect_stderr(StringIO()) as said:
        main(["batch", str(bench.root)])
    return said.getvalue().split()


@by_hand
def b521(bench: Bench) -> Found:
    return init(bench.whole().root, Unit("甲", YEAR, "部门", "行政单位"))


@by_hand
def b523(bench: Bench) -> Found:
    return init(bench.root / "新项目", Unit("{甲}", YEAR, "部门", "行政单位"))


@by_hand
def b524(bench: Bench) -> Found:
    bench.whole("版本: 2020-2021", "版本: 2022-2024")
    shutil.copytree(bench.templates, bench.templates.with_name("2022-2024"))
    found = list(bench.check())
    bench.templates.rename(bench.templates.with_name("2019"))
    return [*found, *bench.check()]


@by_hand
def b525(bench: Bench) -> Found:
    return bench.whole("事业收入: 0", "事业收入: 示例0").build()


@by_hand
def b526(bench: Bench) -> Found:
    return new(YEAR + 1, bench.whole().root).findings


def imported(bench: Bench, *files: Path, year: int = YEAR) -> list[Finding]:
    """What an import of ``files`` into the bench's year says."""
    return import_workbook(year, files, bench.root).findings


def tables(bench: Bench, **how: Any) -> Path:
    """The year's tables, not in their place yet."""
    return Accounts(YEAR, **how).file(bench.root / "决算公开表.xlsx")


@by_hand
def x309(bench: Bench) -> Found:
    init(bench.root, Unit("甲", YEAR))
    return imported(bench)


@by_hand
def x301(bench: Bench) -> Found:
    bench.whole()
    Accounts(YEAR - 1).file(bench.root / f"data/公开表/{YEAR - 1}.xlsx").write_bytes(b"%PDF")
    return bench.check()


@by_hand
def x302(bench: Bench) -> Found:
    bench.whole()
    return imported(bench)


@by_hand
def x303(bench: Bench) -> Found:
    bench.whole()
    imported(bench, tables(bench))
    accounts, some = Accounts(YEAR), Accounts(YEAR).grids()[:2]
    accounts.grids = lambda: some  # type: ignore[method-assign]
    return imported(bench, accounts.file(bench.root / "两张.xlsx"))


@by_hand
def x304(bench: Bench) -> Found:
    bench.whole()
    return imported(bench, tables(bench), year=YEAR + 1)


@by_hand
def x305(bench: Bench) -> Found:
    bench.whole()
    bench.patch.setattr(text, "as_saved", lambda _: None)
    return imported(bench, tables(bench))


@by_hand
def x306(bench: Bench) -> Found:
    bench.whole()
    imported(bench, tables(bench))
    refuse(bench.patch, "rename", errno.EACCES)
    return imported(bench, tables(bench, items={"2080101": ("行政运行", 290.22, 0)}))


@by_hand
def x307(bench: Bench) -> Found:
    bench.whole()
    return imported(bench, tables(bench))


@by_hand
def x310(bench: Bench) -> Found:
    init(bench.root, Unit("甲", YEAR))
    for year in (YEAR - 1, YEAR):
        accounts = Accounts(year, "甲")
        accounts.travel += year
        book = accounts.file(bench.root / "决算公开表.xlsx")
        said = import_workbook(YEAR, [book], bench.root, ImportOptions(last=year < YEAR)).findings
    return [finding for finding in said if finding.code == "X310"]


@by_hand
def x311(bench: Bench) -> Found:
    bench.whole()
    silent = [grid._replace(rows=[*grid.rows[:3], *grid.rows[4:]]) for grid in Accounts(YEAR, "").grids()[:2]]
    book = bench.root / "表.xlsx"
    book.write_bytes(BOOKS["xlsx"](silent))
    return [finding for finding in imported(bench, book) if finding.code == "X311"]


@by_hand
def x308(bench: Bench) -> Found:
    bench.whole()
    return imported(bench, tables(bench))
