"""Pipelines, their stages, rules and switches."""
