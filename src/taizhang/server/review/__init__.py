"""What people say of what was read: accepted, corrected or rejected, append-only."""
