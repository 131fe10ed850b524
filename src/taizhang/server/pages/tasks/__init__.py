"""The pages of tasks (任务) and of what a person owes."""
