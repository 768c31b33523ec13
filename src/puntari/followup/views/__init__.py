"""Pages: public, desk, import, and the link that needs no password."""
