"""Watching: when something is written into the content of a project."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from yanbian_report.base.files import is_folder
from yanbian_report.base.project import CONTENT, Project

_SETTLED, _STEP = 60, 15  # milliseconds: at most, and without another change, that a save may take in several writes


async def watched(project: Project, changed: Callable[[], Awaitable[None]]) -> None:
    """Call ``changed`` whenever something was written, until this is cancelled."""
    from watchfiles import awatch

    folders = [folder for name in CONTENT if is_folder(folder := project.root / name)]
    async for _ in awatch(*folders, debounce=_SETTLED, step=_STEP, watch_filter=_counts):
        await changed()


def _counts(_change: object, path: str) -> bool:
    """Whether a file is content: what editors, Word and this program put beside it for a moment is none."""
    name = path.replace("\\", "/").rpartition("/")[2]
    return not name.startswith(("~$", ".")) and not name.endswith(("~", ".tmp", ".swp"))
