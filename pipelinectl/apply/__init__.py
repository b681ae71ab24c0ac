"""Carries out a plan: goal, writes, journal, report, ledger. Knows no vendor and no YAML."""
