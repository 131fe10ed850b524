"""The pages of returns (填报) and workbooks."""
