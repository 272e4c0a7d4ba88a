"""Office: LibreOffice, where it is installed, as a converter. Found on PATH and where it installs itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from yanbian_report.base.findings import Finding, error

_NAMES = ("soffice", "libreoffice")
_HOMES = (
    "/Applications/LibreOffice.app/Contents/MacOS",
    "/opt/libreoffice/program",
    "/usr/lib/libreoffice/program",
    *(rf"{os.environ.get(name, 'C:')}\LibreOffice\program" for name in ("ProgramFiles", "ProgramFiles(x86)")),
)
_TAGGED = '{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
_SECONDS = 300


def find_office() -> Path | None:
    """LibreOffice's program, or None where it is not installed."""
    for name in _NAMES:
        found = shutil.which(name) or shutil.which(name, path=os.pathsep.join(_HOMES))
        if found:
            return Path(found)
    return None


def office_pdf(office: Path, document: bytes) -> tuple[bytes | None, list[Finding]]:
    """``document`` (.docx) as a tagged PDF with bookmarks; finding W331 when LibreOffice is_failure.

    A profile of its own keeps out of the way of a LibreOffice that is open.
    """
    with tempfile.TemporaryDirectory(prefix="yanbian_report") as folder:
        source = Path(folder) / "report.docx"
        source.write_bytes(document)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        call = [str(office), profile, "--headless", "--convert-to", f"pdf:writer_pdf_Export:{_TAGGED}"]
        try:
            subprocess.run([*call, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=_SECONDS)
            return source.with_suffix(".pdf").read_bytes(), []
        except (OSError, subprocess.SubprocessError) as problem:
            hint = "关掉打开着的 LibreOffice 再试一次；还不行，请重装 LibreOffice"
            return None, [error("W331", f"LibreOffice 没能转成 PDF：{problem}", hint=hint)]
