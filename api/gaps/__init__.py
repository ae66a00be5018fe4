"""What visitors asked and did not get: heard, grouped, decided."""
