"""Interviews: who speaks to whom, when, under which rules."""
