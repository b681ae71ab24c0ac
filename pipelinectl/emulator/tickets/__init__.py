"""Tickets, their properties and mails, and the engine that runs them."""
