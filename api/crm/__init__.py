"""The company's records at the edge: over HTTP, and in from files."""
