"""The example city 云澜市: its units, people, documents, plans, returns and tasks up to the day of the trial.

Everything is done by actions, each on its day, by the people whose affair it is: so the log tells the same story, and
replaying it gives the ledger.
"""

from taizhang.server.operations.demonstration.loading import load_demonstration

__all__ = ["load_demonstration"]
