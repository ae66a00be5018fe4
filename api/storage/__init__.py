"""What must not be lost: one database, one repository a noun."""
