"""The routes, one file a resource. What they take and give is described in api/README.md."""
