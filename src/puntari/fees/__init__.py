"""From attendance to money: entitlements, approvals, payment runs."""
