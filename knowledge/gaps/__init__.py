"""What visitors asked and did not get."""
