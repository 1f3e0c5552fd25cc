"""The formats of files as JSON Schema, so that an editor completes and checks a file as it is typed.

They are made from what reads the files (the models of `rules.schema`, the declared facts, the columns of tables), never
written by hand, and kept in docs/schemas. A schema knows no other file: what refers to another place is checked by
Kredsløb itself.
"""
