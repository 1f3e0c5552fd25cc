"""The city as a model of Mesa, and how long it takes beside ours."""
