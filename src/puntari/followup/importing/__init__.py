"""Bringing in an action table: reading -> mapping -> planning -> applying."""
