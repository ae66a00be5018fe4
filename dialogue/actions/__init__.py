"""Runs the custom actions of an assistant, in the process or on an action server."""
