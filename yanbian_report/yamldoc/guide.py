"""Guide: the keys of a schema as Markdown, so that a guide and what the program takes cannot part.

A test holds data/README.md against it; ``--rewrite`` puts it in.
"""

from __future__ import annotations

from collections.abc import Iterator

from yanbian_report.yamldoc.schema import Part, Schema, resolved


def guide(schema: Schema) -> str:
    """The key list as Markdown: one table for each section of the data file."""
    root = schema.root
    lines: list[str] = []
    plain = [(k, v) for k, v in root["properties"].items() if not list(_below(root, v, ""))]
    lines += _table(root, "开头几项", plain, set(root["required"]))
    for key, part in root["properties"].items():
        rows = list(_below(root, part, ""))
        if rows:
            must = "" if key in root["required"] else "（可不写）"
            lines += ["", f"### {key}{must}", "", resolved(root, part).get("description", ""), ""]
            lines += ["| 项 | 填什么 | 必填 | 例 |", "|---|---|---|---|", *rows]
    return "\n".join(lines) + "\n"


def _table(root: Part, title: str, entries: list[tuple[str, Part]], required: set[str]) -> list[str]:
    rows = [_row(key, resolved(root, part), key in required) for key, part in entries]
    return [f"### {title}", "", "| 项 | 填什么 | 必填 | 例 |", "|---|---|---|---|", *rows]


def _below(root: Part, part: Part, margin: str) -> Iterator[str]:
    """The rows of everything inside ``part``; what stands in a list or under a free name is indented below it."""
    node = resolved(root, part)
    if node.get("type") == "array":
        items = resolved(root, node["items"])
        if items.get("type") == "object":
            yield from _below(root, items, margin + "－ ")
        return
    for key, child in node.get("properties", {}).items():
        yield _row(margin + key, resolved(root, child), key in node.get("required", []))
        yield from _below(root, child, margin + "　")
    free = node.get("additionalProperties")
    if isinstance(free, dict) and resolved(root, free).get("type") == "object":
        yield from _below(root, free, margin + "　")


def _row(key: str, node: Part, required: bool) -> str:
    words = node.get("description", "")
    if "enum" in node:
        words += ("：" if words else "") + "、".join(node["enum"])
    example = str(node["examples"][0]) if node.get("examples") and "如 " not in words else ""
    cells = (key, words, "是" if required else "", example)
    return "| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |"
