"""The real Rasa as oracle: projects of our own, what people say to them, and what Rasa 3.6.21 did (see README.md)."""
