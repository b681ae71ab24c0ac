"""The command line: options to requests, one operation each, values to text, exit codes."""
