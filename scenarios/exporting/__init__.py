"""Results as files for other programs: CSV, a workbook, Parquet."""
