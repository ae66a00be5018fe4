"""What a project's authors are warned of: one kind of doubt a file, each a pure function from what was read."""
