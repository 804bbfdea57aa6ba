"""Events: press conferences, events, release dates and days of our own, with checklist and guests, and the forward calendar."""
