"""From the models of automations to chains of actions with everything they name resolved.

A part of the language that is imported only where files hold automations.
"""
