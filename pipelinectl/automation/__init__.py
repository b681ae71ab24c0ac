"""What a ticket does by itself, free of files and vendors: triggers, conditions and actions."""
