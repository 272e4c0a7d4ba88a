"""``python -m yanbian_report``."""

import gc
import sys

# A build makes a hundred thousand small values and lets go of few; to look for circles among them every few hundred
# values, as Python does, takes a twentieth of its time.
gc.set_threshold(50_000, 10, 10)

from yanbian_report.cli import main  # noqa: E402 - loading is part of what this speeds up

sys.exit(main())
