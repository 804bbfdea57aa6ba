"""Evals: ten drafts and ten readings by a real model, judged by rules. `make evals` runs them where an endpoint is set."""
