"""What the agreement means: the register, declared facts, classification, quotas and wheels, the evaluators, explanation.

Imports `kredslob.rules`. Heavy libraries are imported only where they are used.
"""
