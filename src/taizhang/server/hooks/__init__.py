"""Webhooks: what happened in the ledger, told to other systems."""
