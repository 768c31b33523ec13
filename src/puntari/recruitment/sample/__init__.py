"""Reading a population sample whose layout nobody knows beforehand: bytes to rows to addressees."""
