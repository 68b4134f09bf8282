"""Frames drawn as charts: Altair in, plain Vega-Lite specifications out; knows nothing of pages."""
