"""The edge: web, sockets, storage, mail, command line."""
