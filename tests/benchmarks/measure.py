"""The benchmark: this project beside the obvious way, in the same run, as a table of ratios.

    python tests/benchmarks/measure.py [--runs 5] [--reports 40]

The obvious way (``obvious.py``) is given every figure ready made and checks nothing. A run in which one side is
disturbed by the machine is evened out by taking the least time of several.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE)]

import material

YEAR = 2021
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
_fresh = count(1)


@dataclass(frozen=True)
class Row:
    """One line of the table; times in seconds, or whatever ``unit`` says."""

    case: str
    ours: float
    obvious: float
    target: str
    unit: str = "s"

    def __str__(self) -> str:
        ratio = f"{self.ours / self.obvious:.2g} ×" if self.obvious else "–"
        obvious = f"{self.obvious:.3g} {self.unit}" if self.obvious else "–"
        return f"| {self.case} | {self.ours:.3g} {self.unit} | {obvious} | {ratio} | {self.target} |"


class Bench:
    """A copy of the project, the obvious way's material, and ways to change something."""

    def __init__(self, folder: Path, runs: int) -> None:
        self.runs = runs
        self.project = copied(folder / "project")
        self.material = folder / "material"
        self.report = folder / "obvious.docx"
        material.prepare(self.project, YEAR, self.material)
        self.data = self.project / "data" / f"{YEAR}.yaml"
        self.text = self.data.read_text("utf-8")
        self.cold()
        self.obvious_cold()

    def cold(self, *options: str, command: str = "build") -> float:
        """A whole process of ours."""
        return process("-m", "yanbian_report", command, str(YEAR), *options, cwd=self.project)

    def obvious_cold(self) -> float:
        return process(str(HERE / "obvious.py"), str(self.material), str(self.report), cwd=self.project)

    def sentence(self) -> None:
        """Change a sentence."""
        self.data.write_text(self.text.replace("早安排、细安排", f"早安排、细安排（{next(_fresh)}）"), "utf-8")

    def figure(self) -> None:
        """Change a figure that no picture shows."""
        self.data.write_text(self.text.replace("794名", f"{800 + next(_fresh)}名"), "utf-8")

    def picture(self) -> None:
        """Change a figure that one picture shows."""
        last = f"一般公共预算财政拨款支出: {2100 + next(_fresh)}.23"
        head, mark, tail = self.text.partition("\n上年:")
        self.data.write_text(head + mark + re.sub(r"一般公共预算财政拨款支出: \S+", last, tail, count=1), "utf-8")

    def template(self) -> None:
        """Change a template."""
        file = next(self.project.glob("templates/2020-2021/句式.txt"))
        file.write_text(f"{file.read_text('utf-8')}\n# {next(_fresh)}\n", "utf-8")

    def forget(self) -> None:
        """Nothing kept but the page numbers of the build before."""
        for file in (self.project / "build/.cache").glob("[!l]*"):
            file.unlink()
        for file in (self.project / "build/.cache").glob("lint*"):
            file.unlink()

    def least(self, change: Callable[[], None], run: Callable[[], float]) -> float:
        times = []
        for _ in range(self.runs):
            change()
            times.append(run())
        self.data.write_text(self.text, "utf-8")
        return min(times)


def copied(folder: Path) -> Path:
    for name in ("data", "templates", "charts"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def process(*arguments: str, cwd: Path) -> float:
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], cwd=cwd, env=ENVIRONMENT, capture_output=True)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(done.stderr.decode())
    return seconds


def peak(*arguments: str, cwd: Path) -> float:
    """The most memory that a process of its own holds, in MB."""
    before = f"import resource,subprocess,sys;subprocess.run({[sys.executable, *arguments]!r},capture_output=True);"
    tell = "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", before + tell], cwd=cwd, env=ENVIRONMENT, capture_output=True)
    return int(done.stdout) / 1024


def cold(bench: Bench) -> Iterable[Row]:
    obvious = bench.least(lambda: None, bench.obvious_cold)

    yield Row("cold, nothing kept", bench.least(bench.forget, bench.cold), obvious, "≤ 0.7 ×")
    yield Row("cold, one figure changed", bench.least(bench.figure, bench.cold), obvious, "≤ 0.1 ×")
    yield Row("cold, one sentence changed", bench.least(bench.sentence, bench.cold), obvious, "≤ 0.1 ×")
    yield Row("cold, one picture changed", bench.least(bench.picture, bench.cold), obvious, "≤ 0.4 ×")
    yield Row("cold, a template changed", bench.least(bench.template, bench.cold), obvious, "")
    yield Row("check alone", bench.least(bench.sentence, lambda: bench.cold(command="check")), obvious, "")
    ours = peak("-m", "yanbian_report", "build", str(YEAR), cwd=bench.project)
    theirs = peak(str(HERE / "obvious.py"), str(bench.material), str(bench.report), cwd=bench.project)
    yield Row("peak memory, cold, pictures unchanged", ours, theirs, "≤ 0.5 ×", "MB")


def warm(bench: Bench) -> Iterable[Row]:
    import obvious

    obvious.prepare(bench.material / "font.otf")
    theirs = bench.least(lambda: None, lambda: timed(lambda: obvious.build(bench.material)))
    ours = bench.least(bench.sentence, lambda: timed(lambda: built(bench.project)))
    yield Row("warm library, YAML text → .docx", ours, theirs, "≤ 0.03 ×")
    yield Row("watch: saved → new .docx on disk", bench.least(lambda: None, lambda: saved(bench)), 0, "≤ 0.08 s")


def timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def built(project: Path) -> Path:
    from yanbian_report import build

    result = build(YEAR, project)
    assert result.document is not None, result.findings
    return result.document


def saved(bench: Bench) -> float:
    """From saving the data to a new document, as a watching process of its own has it."""
    watching = [sys.executable, "-m", "yanbian_report", "watch", str(YEAR)]
    with subprocess.Popen(watching, cwd=bench.project, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(1)
        document = next((bench.project / "build" / str(YEAR)).glob("*.docx"))
        before = document.stat().st_mtime_ns
        start = time.perf_counter()
        bench.sentence()
        while document.stat().st_mtime_ns == before:
            time.sleep(0.001)
        seconds = time.perf_counter() - start
        process.terminate()
    return seconds


def many(bench: Bench, folder: Path, reports: int) -> Iterable[Row]:
    """Reports a second on two cores."""
    from yanbian_report.batch_runner import Job, batch, workers

    projects = [copied(folder / f"office{number}") for number in range(reports)]
    style = (bench.project / "charts/样式.yaml").read_text("utf-8")
    for number, project in enumerate(projects):
        (project / "charts/样式.yaml").write_text(style.replace("#1F4E79", f"#1F4{number:03X}"), "utf-8")
        shutil.copytree(bench.project / "build", project / "build", ignore=shutil.ignore_patterns("pict*"))
    jobs = [Job(project, YEAR) for project in projects]

    def rate(text: Callable[[int], str], runs: int) -> float:
        """The best of ``runs``; ``text`` is the data file of an office in a run."""
        rates = []
        for run in range(runs):
            for number, project in enumerate(projects):
                (project / f"data/{YEAR}.yaml").write_text(text(number + run * reports), "utf-8")
            with workers(2) as pool:
                list(pool.map(abs, range(8)))
                start = time.perf_counter()
                for done in batch(jobs, pool):
                    assert done.document is not None, done.findings
                rates.append(reports / (time.perf_counter() - start))
        return max(rates)

    def theirs() -> float:
        with ProcessPoolExecutor(2, initializer=obvious_worker, initargs=(bench.material,)) as pool:
            list(pool.map(abs, range(8)))
            start = time.perf_counter()
            list(pool.map(obvious_report, [bench.material] * reports))
            return reports / (time.perf_counter() - start)

    def one_sentence(number: int) -> str:
        return bench.text.replace("早安排、细安排", f"早安排{number}")

    def every_sentence(number: int) -> str:
        return "# 第一行\n" * number + bench.text.replace("。", f"（{number}）。")

    other = theirs()
    yield Row("batch, two cores, pictures all different", rate(one_sentence, 1), other, "≥ 5 /s", "/s")
    for project in projects:
        (project / "charts/样式.yaml").write_text(style, "utf-8")
    rate(one_sentence, 1)  # the pictures in the style that offices share are drawn and kept
    yield Row("batch, two cores, pictures unchanged", rate(one_sentence, bench.runs), other, "≥ 80 /s", "/s")
    yield Row("the same, no sentence and no line alike", rate(every_sentence, bench.runs), other, "", "/s")


def obvious_worker(folder: Path) -> None:
    import obvious

    obvious.prepare(folder / "font.otf")


def obvious_report(folder: Path) -> int:
    import obvious

    return len(obvious.build(folder))


def growth(bench: Bench, folder: Path) -> Iterable[Row]:
    """The same year with ten and forty times as many rows of indicators, and as much prose."""
    for name, pattern in (("rows", _ROW), ("prose", _ENTRY)):
        for times in (10, 40):  # a file may have 20 000 entries
            yield grown_row(folder / f"{name}{times}", grown(bench.text, pattern, times), f"{times} × the {name}")


def grown_row(folder: Path, text: str, name: str) -> Row:
    import obvious

    project = copied(folder)
    data = project / "data" / f"{YEAR}.yaml"

    def anew() -> float:
        data.write_text("\n" * next(_fresh) + text, "utf-8")  # every line moves, so that none is known
        return timed(lambda: built(project))

    anew()
    ours = min(anew() for _ in range(2))
    data.write_text(text, "utf-8")
    material.prepare(project, YEAR, folder / "material")
    return Row(f"warm, {name}", ours, timed(lambda: obvious.build(folder / "material")), "linear")


_FIRST_OF_ROW = "        - 一级"
_ROW = r"\n        - 一级: 完成指标\n(?:          .*\n)+?(?=        - )"
_ENTRY = r"\n  - 标题: 2021年全县(?:.*\n)+?(?=\n  - 标题)"


def grown(text: str, pattern: str, times: int) -> str:
    """``text`` with so many more of what ``pattern`` finds that all of its kind are ``times`` as many."""
    found = re.search(pattern, text)
    assert found is not None
    kind = found[0].lstrip("\n").partition(":")[0]
    more = text.count(f"\n{kind}:") * (times - 1)
    copies = "".join(re.sub(r"((?:三级|标题): \S+)", rf"\g<1>{number}", found[0], count=1) for number in range(more))
    if kind == _FIRST_OF_ROW:
        return text[: found.end()] + copies.replace("\n\n", "\n").lstrip("\n") + text[found.end() :]
    end = re.compile(r"\n(?=[^\s-])").search(
        text, found.end()
    )  # behind the last entry, so that none changes its number
    assert end is not None
    return text[: end.start()].rstrip("\n") + copies + text[end.start() :]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--reports", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bench = Bench(folder, options.runs)
        print("| | this project | the obvious way | ratio | target |\n|---|---|---|---|---|", flush=True)
        stages = (cold(bench), warm(bench), many(bench, folder, options.reports), growth(bench, folder))
        for row in (row for stage in stages for row in stage):
            print(row, flush=True)


if __name__ == "__main__":
    main()
