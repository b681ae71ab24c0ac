"""Values to text: diagnostics, plans, reports and drift. Never prints; no clock, no network."""
