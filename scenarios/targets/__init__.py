"""What has been observed: the figures that a simulated city can be held against, and from which starts they are tests."""
