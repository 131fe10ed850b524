"""What every part of the server stands on: refusals in words, the clock, periods, machines of states, recorded rows."""
