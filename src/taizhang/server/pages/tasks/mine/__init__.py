"""What a person owes and what waits for their decision, all on one page (我的待办)."""
