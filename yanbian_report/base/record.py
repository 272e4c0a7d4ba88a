"""Record: ``typing.NamedTuple``, but what it says of its types is not compiled, which nobody asks for here and which
takes two thirds of the time that such a class takes to be made: a twentieth of a command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 - for whoever imports it from here
else:
    from collections import namedtuple

    _NOT_COPIED = frozenset(("__module__", "__annotations__", "__dict__", "__weakref__", "__classcell__"))

    class _Made(type):
        """Makes a named tuple of a class body: its annotated names are the fields, in their order."""

        def __new__(cls, name, _bases, body):
            fields = body.get("__annotations__", {})
            defaults = [body[field] for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            made.__annotations__ = dict(fields)
            for key, value in body.items():
                if key not in _NOT_COPIED and key not in fields:
                    setattr(made, key, value)
            return made

    NamedTuple = type.__new__(_Made, "NamedTuple", (), {"__module__": __name__})
