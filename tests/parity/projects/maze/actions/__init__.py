"""The actions of the maze."""
