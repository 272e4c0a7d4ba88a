"""A batch runs on any executor: here a real Dask cluster of this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from yanbian_report.batch_runner import Job, batch


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_dask_cluster_builds_reports_and_says_what_is_wrong(project: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="distributed is not installed (.[dask])")
    jobs = [Job(project, 2021), Job(project, 1999)]
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        outcomes = {done.job.year: done for done in batch(jobs, client.get_executor())}
    built = outcomes[2021].document
    assert built is not None and built.is_file()
    assert outcomes[1999].document is None
    assert outcomes[1999].findings
