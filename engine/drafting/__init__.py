"""Draft an amendment: a file that changes nothing yet, and shows all that it could change."""
