"""From two states to a reviewed plan: bind, diff, guard, assemble, save. Pure functions."""
