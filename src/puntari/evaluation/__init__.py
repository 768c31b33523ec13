"""Surveys, indicators and the evaluation page."""
