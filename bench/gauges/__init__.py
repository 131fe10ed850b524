"""What the benchmarks measure: one module a gauge, each usable by itself."""
