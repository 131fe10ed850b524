"""Rosters that firms climb (梯度培育库): who stands where, who is examined again, counts that feed indicators."""
