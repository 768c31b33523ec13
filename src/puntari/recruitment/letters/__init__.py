"""What stands in a letter and how it is set."""
