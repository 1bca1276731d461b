"""Settings shared by all tests: the hypothesis profile and nothing else."""

from hypothesis import settings

# The same examples on every run: a red test stays red until it is mended.
settings.register_profile(
    "ci", derandomize=True, max_examples=100, deadline=None, database=None, print_blob=True
)
settings.load_profile("ci")
