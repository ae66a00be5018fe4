"""What the courier's assistant does."""
