"""One short file a check: `find(case)` yields what it finds; its words and thresholds are in checks.toml."""
