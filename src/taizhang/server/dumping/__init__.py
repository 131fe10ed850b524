"""The whole ledger as one file: written without stopping, loaded into an empty server, the same again."""
