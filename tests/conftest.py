"""Settings of all tests: no test fails for its time, on however slow a machine."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("fzfin", deadline=None)
settings.load_profile("fzfin")
