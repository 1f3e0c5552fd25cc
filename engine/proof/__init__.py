"""What an agreement does in every situation: proved, and where it fails or two differ, shown in the smallest case."""
