"""One whole year of the example city through the API alone: the steps of `bench/year`, in the order of the calendar."""
