"""Benchmarks: medians and ratios of one run, beside a peer or the bare library; run by `make bench`."""
