"""The floor every room stands on: people, log, clock, jobs, files, mail, look."""
