"""Entities: one small recogniser a file; `recogniser` runs them all."""
