"""Hints between sockets and processes; losing one loses nothing."""
