"""The pages of those who keep units, people, rules and the log (管理)."""
