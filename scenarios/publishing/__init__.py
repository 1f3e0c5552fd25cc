"""What may be published of results: one rule for reports and exports."""
