"""Forms that any page may hold: made of fields in Python, drawn by one template, read with every mistake named."""
