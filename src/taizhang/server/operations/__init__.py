"""What keeps the server running: serving, supervision, health, metrics, backup, migration, the example city."""
