"""What differs from place to place and is no code: the usual procedure of a plan, who decides on adjustments."""
