"""What a run of a scenario leaves behind: tables in a folder, with a record of what they came from."""
