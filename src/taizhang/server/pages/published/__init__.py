"""What everybody may see without signing in (公开)."""
