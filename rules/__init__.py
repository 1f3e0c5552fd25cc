"""What has been agreed: the schema of an agreement, loading, dating, amending, and the agreements and laws as YAML.

Imports nothing else of Kredsløb.
"""
