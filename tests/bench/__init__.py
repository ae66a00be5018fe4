"""What `make bench` measures, on public data that nothing was fitted on, beside baselines in the same run."""
