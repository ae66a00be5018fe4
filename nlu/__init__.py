"""What the visitor means, and how sure we are."""
