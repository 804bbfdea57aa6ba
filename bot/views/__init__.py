"""Pure functions from the desk's objects to Block Kit."""
