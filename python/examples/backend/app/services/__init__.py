"""What routes are made of."""
