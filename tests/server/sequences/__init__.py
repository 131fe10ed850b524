"""Random sequences of actions by several people over all parts of the ledger, and what must hold after each.

`steps` says what may be tried, `playing` plays a sequence, `history` reads the log step by step and holds it against
`rules` and `authors`, `books` holds the tables against the log. A step that was refused must have left nothing.
"""
