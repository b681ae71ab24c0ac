"""Channels, and who works them: from documents to the spec.

Only what has found a section of these imports the modules here: their models take time to build.
"""
