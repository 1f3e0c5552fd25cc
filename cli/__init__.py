"""How people reach it: commands, text and tables, in two languages; no logic of its own.

May import everything of Kredsløb; nothing imports it.
"""
