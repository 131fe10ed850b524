"""How fast the pages are, on the ledger of bench/ledger, over HTTP and in Chromium."""
