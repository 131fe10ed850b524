"""The ledger of a planning office: plans, targets, tasks, returns and approvals, kept in a database and served.

Only this package knows Django; `pip install taizhang` works without it. Its layers, each importing only from those
below it: `api | pages` → `returns` → `ledger` → `review` → `documents` → `jobs` → `accounts` → `log` → `lib`.
"""
