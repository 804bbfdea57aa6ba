"""Measurements: `make bench`. They print numbers and decide nothing."""
