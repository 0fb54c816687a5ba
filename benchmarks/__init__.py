"""The benchmarks: each question of reading on public corpora, speed beside a peer in the same run."""
