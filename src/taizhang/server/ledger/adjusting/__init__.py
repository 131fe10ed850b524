"""Changes of what was issued: three kinds of adjustment, each a new version with reason, difference and its decider.

How versions share what they say with as little written twice as can be:

- A version of the plan has its own row of every target, with the same `line` as before, so that the targets of a
  version are one query. A copy that says the same names the first such row (`same_as`); breakdowns stand at that row,
  so shares are dealt out again only for targets that were changed.
- Only the kind `plan` may change targets, so its draft begins with copies. The two other kinds get theirs when they
  are agreed, of what is in force on that day: whatever was decided meanwhile is not undone.
- A task has ONE row over all versions in which it says the same, for reports, extensions and parts hang on it.
  `Task.version` is the version that brought it in or changed it. A changed task is a new row of the same line in the
  draft of the adjustment; when that is agreed the row before it becomes `adjusted`, and the new one goes on in the
  state in which that was, with its parts. A task that an adjustment ends is such a row in the state `ended`.
- At most one adjustment of a kind is open at a time, and two open ones never hold the same task, so what is agreed in
  one never takes back what was agreed in another.
"""
