"""Where the courier keeps parcels: a module beside the actions, as an action server finds it."""

DEPOTS = {"44": "Nantes", "75": "Paris"}
