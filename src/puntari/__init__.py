"""Puntari: software for deliberative citizens' panels."""
