"""The newsstand: the invented papers of Northcoast, their feeds and their pages, served by the stand-in's own server.

`cuttings.md` is what they print, told in days before the desk was opened; a feed holds what is printed by the hour that the
workspace believes in.
"""
