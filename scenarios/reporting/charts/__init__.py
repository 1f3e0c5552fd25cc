"""Charts of a report: what is drawn, as plain data, and how it becomes SVG."""
