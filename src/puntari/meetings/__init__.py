"""The days in the room: programme, facilitators, seating, check-in, experts."""
