"""What is said across documents (links, findings, standings, years, the brief) as rows, on the screen, as a page."""
