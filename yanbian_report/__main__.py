"""``python -m yanbian_report``."""

import sys

from yanbian_report.cli import main

sys.exit(main())
