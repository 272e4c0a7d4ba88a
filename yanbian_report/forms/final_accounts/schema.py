"""The schema of the form's data file."""

from __future__ import annotations

from pathlib import Path

from yanbian_report.yamldoc.schema import Schema, read_schema

SCHEMA_FILE = Path(__file__).with_name("schema.json")


def schema() -> Schema:
    """What a data file may hold."""
    return read_schema(SCHEMA_FILE)
