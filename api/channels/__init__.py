"""Ways to reach a customer outside the chat window."""
