"""A worker process: takes jobs from the queue until it is told to stop."""

from dialogue import jobs


def run(queue: jobs.Jobs) -> None:
    """Run until SIGINT or SIGTERM; the job at hand is finished first."""
    jobs.prepare(queue)
    queue.sort()  # what came while no worker ran
    queue.mail()
    queue.huey.create_consumer(workers=1, periodic=True, initial_delay=0.1, max_delay=1.0).run()
