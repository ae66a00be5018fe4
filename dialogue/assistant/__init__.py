"""Assistants in Rasa's project format, interpreted in the process: domain, rules, stories, forms, slots, responses."""
