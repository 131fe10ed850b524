"""The making of a plan: steps stamped by the procedure of its region, opinions, proposals of the autumn form."""
