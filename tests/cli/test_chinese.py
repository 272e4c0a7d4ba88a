"""argparse says everything in Chinese, through its own translations, and elsewhere as before."""

from __future__ import annotations

import argparse
import ast
import re
from pathlib import Path

import pytest

from yanbian_report.cli.chinese import STRINGS, argparse_in_chinese

# Said to programmers only, when a parser is put together wrongly.
OF_PROGRAMMERS = {
    ".__call__() not defined",
    'argument "-" with mode %r',
    "'required' is an invalid argument for positionals",
    "cannot have multiple subparser arguments",
    "cannot merge actions - two groups are named %r",
    "conflicting option string: %s",
    "conflicting option strings: %s",
    "conflicting subparser alias: %s",
    "conflicting subparser: %s",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "mutually exclusive arguments must be optional",
    "%r is not callable",
    "show program's version number and exit",
    "subcommands",
}


def marked_strings() -> set[str]:
    """Every string that this Python's argparse marks for translation."""
    tree = ast.parse(Path(argparse.__file__).read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    marked = [a for call in calls if getattr(call.func, "id", "") in ("_", "ngettext") for a in call.args]
    return {a.value for a in marked if isinstance(a, ast.Constant) and isinstance(a.value, str)}


def test_every_string_that_a_person_can_meet_is_translated() -> None:
    assert marked_strings() - OF_PROGRAMMERS - set(STRINGS) == set()
    assert "usage: " in marked_strings()


@pytest.mark.parametrize("english", STRINGS)
def test_a_translation_has_the_same_places_for_values_and_no_words_of_english(english: str) -> None:
    names = r"%(\(\w+\))?[sr]"
    before, after = re.findall(names, english), re.findall(names, STRINGS[english])
    assert set(before) - set(after) <= {"(type)"}  # the name of a type is Python's
    assert before.count("") == after.count("") and set(after) <= set(before)
    assert not re.search("[a-z]", re.sub(names, "", STRINGS[english]))
    assert not re.search(r"%(\(\w+\))?r", STRINGS[english]), "a value as Python writes it"


def usage() -> str:
    return argparse.ArgumentParser(prog="甲").format_usage()


def test_only_this_programs_parsers_speak_chinese() -> None:
    assert usage().startswith("usage: ")
    with argparse_in_chinese():
        assert usage().startswith("用法：")
    assert usage().startswith("usage: ")


def test_what_is_not_translated_stays_readable() -> None:
    with argparse_in_chinese():
        assert vars(argparse)["_"]("a string of a later Python: %s") == "a string of a later Python: %s"
        assert vars(argparse)["ngettext"]("expected %s argument", "expected %s arguments", 2) == "后面要跟 %s 个值"


def test_a_call_that_breaks_off_leaves_argparse_as_it_was() -> None:
    with pytest.raises(SystemExit), argparse_in_chinese():
        raise SystemExit(2)
    assert usage().startswith("usage: ")
