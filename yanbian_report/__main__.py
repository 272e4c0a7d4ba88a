"""``python -m yanbian_report``, and the command ``yanbian_report``."""

import gc
import sys

# A build makes a hundred thousand small values and lets go of few; to look for circles among them every few hundred
# values, as Python does, takes a twentieth of its time, and to look once more on the way out a tenth.
gc.set_threshold(50_000, 10, 10)

from yanbian_report.cli import main  # noqa: E402 - loading is part of what this speeds up


def run() -> None:
    """Run one command and leave with its exit status."""
    status = main()
    gc.freeze()
    sys.exit(status)


if __name__ == "__main__":
    run()
