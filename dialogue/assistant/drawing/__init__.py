"""The flows of a project as a picture."""
