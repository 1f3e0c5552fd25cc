"""What the agreement does: demonstration cases now; simulation, indicators, comparison and reports as they are built.

Imports `kredslob.engine` and `kredslob.rules`.
"""
