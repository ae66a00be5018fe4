"""Past requests in: one file a format; `reading` recognises the format and reads it."""
