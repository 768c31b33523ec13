"""Targets, the draw, reserves, confirmations and replacements."""
