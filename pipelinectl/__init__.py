"""Configuration as code for help desks: YAML in, a reviewed plan, a live account out."""

__version__ = "0.1.0"
