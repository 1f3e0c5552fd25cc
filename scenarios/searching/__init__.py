"""Search: which terms of an agreement meet the limits, and reach the goals best."""
