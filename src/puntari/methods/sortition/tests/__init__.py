"""Tests of the sortition methods."""
