"""From what was read and accepted into the ledger: targets, observations and tasks, each with its sentence."""
