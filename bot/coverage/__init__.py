"""Coverage: from feeds to stories. What stands here is pure: bytes and texts in, values out, no database and no network.

`feeds` reads a feed, `dates` its dates, `copies` finds the same article twice, `stories` what reports the same event,
`terms` what truly means a watch term, and `quotes` holds printed words against approved ones.
"""
