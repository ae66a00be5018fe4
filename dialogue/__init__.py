"""What to say next, and when to fetch a human."""
