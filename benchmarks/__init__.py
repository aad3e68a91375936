"""Benchmarks, run by hand: ``python -m benchmarks``. Each figure stands beside something run in the same minute."""
