"""Runs tickets through what a help desk does by itself and through workflows.

Everything is a value: a `Desk` is the configuration, a `World` is the tickets, and `step` makes of
a world and a `Happening` the next world and the events between them. Nothing here reads a clock, a
file or a network, and the words are no vendor's: names of properties are whatever the desk says.
"""
