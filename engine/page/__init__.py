"""An agreement as one HTML file: to read on a phone, to show on a wall, to print for a meeting; nothing is fetched."""
