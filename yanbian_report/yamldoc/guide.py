"""Guide: the list of keys in data/README.md, printed from the schema so that the two cannot part.

``python -m yanbian_report.yamldoc.guide`` prints it; a test holds the README against it (``--rewrite`` puts it in).
"""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.yamldoc.schema import Part, schema
from yanbian_report.yamldoc.schema import resolved as resolved_in


def guide() -> str:
    """The key list as Markdown: one table for each section of the data file."""
    root = schema().root
    lines: list[str] = []
    plain = [(k, v) for k, v in root["properties"].items() if not list(_below(v, ""))]
    lines += _table("开头几项", plain, set(root["required"]))
    for key, part in root["properties"].items():
        rows = list(_below(part, ""))
        if rows:
            must = "" if key in root["required"] else "（可不写）"
            lines += ["", f"### {key}{must}", "", resolved(part).get("description", ""), ""]
            lines += ["| 项 | 填什么 | 必填 | 例 |", "|---|---|---|---|", *rows]
    return "\n".join(lines) + "\n"


def _table(title: str, entries: list[tuple[str, Part]], required: set[str]) -> list[str]:
    rows = [_row(key, resolved(part), key in required) for key, part in entries]
    return [f"### {title}", "", "| 项 | 填什么 | 必填 | 例 |", "|---|---|---|---|", *rows]


def _below(part: Part, margin: str) -> Iterator[str]:
    """The rows of everything inside ``part``; what stands in a list or under a free name is indented below it."""
    node = resolved(part)
    if node.get("type") == "array":
        items = resolved(node["items"])
        if items.get("type") == "object":
            yield from _below(items, margin + "－ ")
        return
    for key, child in node.get("properties", {}).items():
        yield _row(margin + key, resolved(child), key in node.get("required", []))
        yield from _below(child, margin + "　")
    free = node.get("additionalProperties")
    if isinstance(free, dict) and resolved(free).get("type") == "object":
        yield from _below(free, margin + "　")


def _row(key: str, node: Part, required: bool) -> str:
    words = node.get("description", "")
    if "enum" in node:
        words += ("：" if words else "") + "、".join(node["enum"])
    example = str(node["examples"][0]) if node.get("examples") and "如 " not in words else ""
    cells = (key, words, "是" if required else "", example)
    return "| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |"


def resolved(part: Part) -> Part:
    return resolved_in(schema().root, part)


if __name__ == "__main__":
    print(guide(), end="")
