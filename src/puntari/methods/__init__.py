"""Pure methods of the house: no web framework, no database, no clock, no global randomness."""
