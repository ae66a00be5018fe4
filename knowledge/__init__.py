"""What the company already knows how to answer."""
