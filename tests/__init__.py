"""What the whole house is checked with; each room keeps its own tests beside its code."""
