"""Measures pipelinectl beside its peers. `python -m benchmarks` runs it; README.md explains it."""
