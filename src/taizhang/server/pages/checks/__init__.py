"""The pages of findings (核查) and of promises over the years."""
