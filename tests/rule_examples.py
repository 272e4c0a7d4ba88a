"""Examples that ``explain`` shows, made of cases that tests run: the first case of each rule."""

from __future__ import annotations

import json
from collections.abc import Iterable

from yanbian_report.base.findings import Finding
from yanbian_report.forms.final_accounts.form import EXAMPLES
from yanbian_report.rules.example import Example

MOST = 110  # signs of a piece that is shown


def example(code: str, holds: str, breaks: str, findings: Iterable[Finding]) -> dict[str, Example]:
    """The example of ``code``, which is one of ``findings``."""
    says = next(finding.message for finding in findings if finding.code == code)
    return {code: Example(_short(holds), _short(breaks), _short(says))}


def _short(text: str) -> str:
    text = "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))
    return text if len(text) <= MOST else f"{text[:MOST]}……"


def held(name: str, examples: dict[str, Example], rewrite: bool) -> None:
    """Hold ``examples`` against the file ``name`` that is shipped; ``rewrite`` writes it."""
    file = EXAMPLES / f"{name}.json"
    records = {code: examples[code]._asdict() for code in sorted(examples)}
    text = json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    if rewrite:
        file.write_text(text, "utf-8", newline="\n")
    assert file.read_text("utf-8") == text, f"{name}.json differs; look at it, then --rewrite"
