"""``python -m parallel38``, the same as ``parallel38``."""

from parallel38.cli import main

main()
