"""Forms: the prescribed reports that this engine writes.

A folder put here is found; its module ``form`` holds the ``FORM``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from yanbian_report.base.modules import module_names

if TYPE_CHECKING:
    from yanbian_report.forms.form import Form

FINAL_ACCOUNTS = "final_accounts"


def find_form(name: str = FINAL_ACCOUNTS) -> Form:
    """The form in the folder ``name``. Raises KeyError, naming those that there are, when there is none."""
    known = form_names()
    if name not in known:
        raise KeyError(f"没有“{name}”这种报告，现有：{'、'.join(known)}")
    found: Form = import_module(f"{__name__}.{name}.form").FORM
    return found


def form_names() -> list[str]:
    """The names of all forms."""
    return module_names(__name__, folders=True)
