"""An assistant as people write it: its draft, what is wrong with it, its releases, and the one in service."""
