"""Plans, their versions and targets: opened, drafted, compared; what was issued never changes."""
