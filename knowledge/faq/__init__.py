"""What the public FAQ is ordered by: what is asked, when, and what goes with it."""
