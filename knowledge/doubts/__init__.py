"""Which entries ask the same, and what answers say otherwise."""
