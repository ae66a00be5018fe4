"""From what curators wrote to what is in service: published, previewed, judged, promised, watched."""
