"""Background jobs in the same database: enqueued with the action, leased by a worker, taken up again if it dies."""
