"""The only place that knows all rooms: settings, addresses, commands, public front."""
