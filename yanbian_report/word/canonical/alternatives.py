"""Alternatives: what a file says twice, for programs that know a newer form and for those that do not, is said in one
way: a drawing keeps what older programs show instead of it; of anything else only the form that is known is taken.
"""

from __future__ import annotations

from yanbian_report.word.canonical.markup import Element
from yanbian_report.word.canonical.namespaces import PREFIXES, qualified
from yanbian_report.word.canonical.tree import child, remove, unwrap

_BOTH, _CHOICE = qualified("mc:AlternateContent"), qualified("mc:Choice")
_DRAWING = qualified("w:drawing")
_REQUIRES = "Requires"


def settle_alternatives(root: Element) -> None:
    """Leave of every alternative below ``root`` what is shown, and what stands for it where it may not be known."""
    for both in list(root.iter(_BOTH)):
        choices = list(both.iterchildren(_CHOICE))
        known = next((choice for choice in choices if _required(choice) is not None), None)
        for choice in choices:
            if choice is not known:
                remove(choice)
        if known is not None and next(known.iter(_DRAWING), None) is not None:
            known.set(_REQUIRES, _required(known) or "")
            continue
        taken = known if known is not None else child(both, "mc:Fallback")
        if taken is not None:
            both[:] = list(taken)
        else:
            both[:] = []
        unwrap(both)


def _required(choice: Element) -> str | None:
    """What a choice asks for, by the prefixes of the canonical form; None where one is not known."""
    spaces = [choice.nsmap.get(prefix, "") for prefix in choice.get(_REQUIRES, "").split()]
    return " ".join(PREFIXES[space] for space in spaces) if spaces and set(spaces) <= PREFIXES.keys() else None
