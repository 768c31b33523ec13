"""Cards, proposals, merges, secret votes and the final statement."""
