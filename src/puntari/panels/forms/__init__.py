"""What the coordinator fills in while setting up a panel."""
