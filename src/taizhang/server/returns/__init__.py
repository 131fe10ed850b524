"""What units report: forms, the calendar, returns with their states and locks, workbooks out and in."""
