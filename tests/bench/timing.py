"""Medians of repeated runs."""

import gc
from collections.abc import Callable
from statistics import median
from time import perf_counter


def median_ms(run: Callable[[], object], repeats: int = 15, warm_up: int = 2) -> float:
    """Median wall time of `run` in milliseconds, garbage collection kept out of the measurement."""
    for _ in range(warm_up):
        run()
    times = []
    for _ in range(repeats):
        gc.collect()
        start = perf_counter()
        made = run()
        times.append(perf_counter() - start)
        del made  # what it costs to throw the result away is no part of making it
    return median(times) * 1000
