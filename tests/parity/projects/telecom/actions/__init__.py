"""The actions of the telephone company."""
