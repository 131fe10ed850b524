"""Who is told of what, and each time it was."""
