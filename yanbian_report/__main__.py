"""``python -m yanbian_report``, and the command ``yanbian_report``."""

import gc
import sys

INTERRUPTED = 130  # as a shell tells that Ctrl+C was pressed


def run() -> None:
    """Run one command and leave with its exit status."""
    # A build makes a hundred thousand small values and lets go of few; to look for circles among them every few
    # hundred values, as Python does, takes a twentieth of its time, and to look once more on the way out a tenth.
    gc.set_threshold(50_000, 10, 10)
    status = _status()
    gc.freeze()
    sys.exit(status)


def _status() -> int:
    """The exit status of the command, all that it prints having been printed as far as anybody reads it."""
    try:
        from yanbian_report.cli import streams

        if streams.needs_utf8_mode():
            streams.restart_in_utf8_mode()
        streams.guard_streams()
        return streams.finish_streams(_command())
    except KeyboardInterrupt:
        print("\n已中断。文件都是完整的，再运行一次就行。", file=sys.stderr)
        return INTERRUPTED


def _command() -> int:
    from yanbian_report.cli.parser import main

    try:
        return main()
    except SystemExit as stopped:  # help, or a call that argparse refuses
        return stopped.code if isinstance(stopped.code, int) else 0
    except KeyboardInterrupt:
        raise
    except BaseException as problem:  # a library written in Rust raises what is no Exception
        if sys.flags.dev_mode:  # python -X dev: for whoever mends it
            raise
        return _say(problem)


def _say(problem: BaseException) -> int:
    """Say what nobody thought of in a line: a traceback tells an accountant nothing."""
    from pathlib import Path

    from yanbian_report.base.findings import unexpected
    from yanbian_report.cli.console import ERRORS, print_findings

    print_findings([unexpected(problem)], Path())
    return ERRORS


if __name__ == "__main__":
    run()
