"""The plan as a living ledger: indicators, plans and versions, targets, breakdown, tasks, observations, the cycle."""
