"""Benchmarks: both sides of each ratio in one run; they assert nothing about seconds."""
