"""The ledger: every turn counted once, every decision kept so that it can be made again.

Events are appended and never changed; each carries the keyed hash of the one before (`chain`). What stands at the moment
(vacancies, wheels, turns) follows from the events alone and is kept beside them so that it is found at once.
"""
