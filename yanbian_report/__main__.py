"""``python -m yanbian_report``, and the command ``yanbian_report``."""

import gc
import sys

INTERRUPTED = 130  # as a shell tells that Ctrl+C was pressed


def run() -> None:
    """Run one command and leave with its exit status."""
    # A build makes a hundred thousand small values and lets go of few; to look for circles among them every few
    # hundred values, as Python does, takes a twentieth of its time, and to look once more on the way out a tenth.
    gc.set_threshold(50_000, 10, 10)
    try:
        from yanbian_report.cli.parser import main

        status = main()
    except KeyboardInterrupt:
        print("\n已中断。文件都是完整的，再运行一次就行。", file=sys.stderr)
        status = INTERRUPTED
    gc.freeze()
    sys.exit(status)


if __name__ == "__main__":
    run()
