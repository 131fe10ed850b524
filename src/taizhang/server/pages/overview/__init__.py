"""The overview (总览): where a region stands in a year."""
