"""Presentation helpers behind the template components: icons, charts, formats, confirmations."""
