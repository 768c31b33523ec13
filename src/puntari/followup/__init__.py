"""Recommendations, responses, actions and the public action table."""
