"""The one history of the ledger: who did what, when, from where and why, and what each row was and became."""
