"""A real Rasa Open Source 3.6 beside Comptoir: set up apart, trained, and served on this machine alone."""
