"""The pages of plans (计划): versions, breakdown, approval."""
