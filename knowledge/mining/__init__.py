"""Past requests -> needs: what customers want, in their own words, the most asked first."""
