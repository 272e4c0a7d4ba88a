"""Building: a report made by a process of its own, so that who types waits for no PDF, and the server stays small.

``python -m yanbian_report.workbench.building`` takes what is wanted as JSON and says what came of it as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yanbian_report
from yanbian_report.base.findings import unexpected
from yanbian_report.base.project import Project
from yanbian_report.outputs import output_names
from yanbian_report.workbench.refused import Refused, Unfit
from yanbian_report.workbench.said import Json, findings_json

KINDS = {".docx": "docx", ".pdf": "pdf", ".html": "web", ".zip": "web_zip"}


def build_year(project: Project, year: int, outputs: Sequence[str], draft: bool) -> Json:
    """Build from the saved file: the files that were made, and what was found. Raises Refused."""
    unknown = [name for name in outputs if name not in output_names()]
    if unknown:
        raise Unfit(f"没有“{unknown[0]}”这种文件")
    wanted = {"project": str(project.root), "year": year, "outputs": [*outputs], "draft": draft}
    home = Path(yanbian_report.__file__).parents[1]
    paths = os.pathsep.join(filter(None, (str(home), os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", __name__],
            input=json.dumps(wanted).encode(),
            capture_output=True,
            env={**os.environ, "PYTHONPATH": paths},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
        told: Json = json.loads(done.stdout)
    except (OSError, ValueError):
        raise Refused("生成报告的程序没有做完就停了，再试一次", 500) from None
    return told


def _built(wanted: dict[str, Any]) -> Json:
    from yanbian_report.api import build
    from yanbian_report.inputs import data_file
    from yanbian_report.options import BuildOptions
    from yanbian_report.workbench.places import Offsets
    from yanbian_report.yamldoc.encoding import read_text

    options = BuildOptions(draft=wanted["draft"], outputs=tuple(wanted["outputs"]))
    try:
        done = build(wanted["year"], wanted["project"], options=options)
    except Exception as problem:  # the page says it as a finding
        return {"files": [], "findings": findings_json([unexpected(problem)])}
    files = [done.document, *done.also] if done.document is not None else []
    named = [
        {"name": file.name, "kind": KINDS[file.suffix], "path": str(file.resolve())}
        for file in files
        if file.suffix in KINDS
    ]
    project = Project(Path(wanted["project"]))
    own = data_file(project, wanted["year"])
    text, _ = read_text(own)
    offsets = Offsets(text) if text is not None else None
    return {"files": named, "findings": findings_json(done.findings, project.shown(own), offsets)}


if __name__ == "__main__":
    print(json.dumps(_built(json.load(sys.stdin))))
