"""A ledger of the size of a city: loaded by the ledger's own actions, asked by its own API, and measured."""
