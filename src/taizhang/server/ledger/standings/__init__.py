"""Where each target of a plan stands at a date: pace, light, what is still needed; at the year's end the verdict."""
