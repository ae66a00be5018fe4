"""The public FAQ: pages that anyone may read, with or without JavaScript, and what visitors make of them."""
