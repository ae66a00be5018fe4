"""What the assistant of Maison Perrine does beside talking: one noun a file."""
