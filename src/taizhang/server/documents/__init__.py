"""The library: what was uploaded, as it was; what reading made of it; what may be published."""
