"""What Word files of every age have in common: how they number, and signs in fonts of their own."""
