"""Slack in, a use case, Slack out."""
