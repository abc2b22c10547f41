"""``python -m parallel38``, the same as ``parallel38``."""

from parallel38.cli import main

if __name__ == "__main__":  # a worker of MPI imports this file too, and is no command
    main()
