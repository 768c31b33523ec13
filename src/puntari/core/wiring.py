"""What the floor registers at start: the signals that keep SQLite honest are settings, so nothing yet."""
