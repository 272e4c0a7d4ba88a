"""Located: a value of a file with what a message needs to speak of it."""

from __future__ import annotations

from typing import NamedTuple

from yanbian_report.base.findings import Finding, error
from yanbian_report.base.origin import Span
from yanbian_report.yamldoc.schema import Part, Schema, Step
from yanbian_report.yamldoc.tree import Mapping, Node, Scalar, Sequence


def dotted(path: list[Step]) -> str:
    """``path`` as findings name it: entries of a list count from 1."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def short(text: str) -> str:
    """``text`` as a message quotes it: one line, not long."""
    line = " ".join(text[:200].split())
    return line if len(line) <= 30 else f"{line[:30]}……"


class Voice(NamedTuple):
    """How findings speak of one sort of file: what they call it, the guide they name, and the code for each mistake.

    ``choice`` is a value that is none of those allowed, ``form`` one that is not written as it should be, ``empty`` a
    key with nothing behind it, ``few`` a list that is too short, ``free_name`` a name that no path could speak of.
    """

    file: str
    guide: str
    unknown: str
    missing: str
    shape: str
    choice: str
    form: str
    empty: str
    few: str
    free_name: str
    other: str


class Located:
    """A value in the file: its node, its key's place and what the schema says of it."""

    def __init__(self, root: Node, schema: Schema, path: list[Step], voice: Voice) -> None:
        self.schema = schema
        self.voice = voice
        self.path = path
        self.node = root
        self.span = _beginning(root)
        for step in path:
            if isinstance(self.node, Mapping) and isinstance(step, str):
                key, self.node = self.node.entries[step]
                self.span = key.span
            elif isinstance(self.node, Sequence) and isinstance(step, int):
                self.node = self.node.items[step]
                self.span = self.node.span
        self.part: Part = schema.part(path)

    @property
    def name(self) -> str:
        """How a message calls this value: its key, or the list it stands in with its number."""
        last = next((step for step in reversed(self.path) if isinstance(step, str)), "")
        if not self.path:
            return self.voice.file
        return f"“{last}”第 {self.path[-1] + 1} 条" if isinstance(self.path[-1], int) else f"“{last}”"

    @property
    def value_span(self) -> Span:
        """Where the value stands, or its key when nothing was typed."""
        return self.node.span if isinstance(self.node, Scalar) and self.node.text else self.span

    def error(self, code: str, message: str, hint: str, span: Span | None = None) -> Finding:
        return error(code, message, span or self.value_span, hint=hint, path=dotted(self.path))

    @property
    def told(self) -> str:
        """What the schema says of this value, in brackets; nothing where it says nothing."""
        return told(self.part)


def told(part: Part) -> str:
    """The first sentence of what ``part`` says, in brackets."""
    sentence = str(part.get("description", "")).partition("。")[0]
    return f"（{sentence}）" if sentence else ""


def sample(name: str, part: Part) -> str:
    """How ``name`` is written, as a hint shows it."""
    known = [*part.get("examples", ()), *part.get("enum", ())]
    if known:
        return f"“{name}: {_quoted(str(known[0]))}”"
    if part.get("type") == "object":
        return f"“{name}:”，下面缩进两格写各项"
    if part.get("type") == "array":
        return f"“{name}:”，下面缩进两格，每条以“- ”开头"
    return f"“{name}: ……”"


def _quoted(text: str) -> str:
    """``text`` as YAML wants it: what begins like a comment or a group in quotes."""
    return f'"{text}"' if text.startswith(("#", "{", "%")) else text


def _beginning(root: Node) -> Span:
    if isinstance(root, Mapping) and root.entries:
        return next(iter(root.entries.values()))[0].span
    return root.span
