"""Press releases for the press and the public."""
