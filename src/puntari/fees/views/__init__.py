"""Pages of the fees room: payroll's workspace and the panelist's own page."""
