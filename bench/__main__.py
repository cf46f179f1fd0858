"""Runs everything that is measured and prints one table: python -m bench."""

import sys

from bench import api


def main() -> int:
    """Return 1 where a gate does not hold."""
    return max(part.main() for part in (api,))


if __name__ == "__main__":
    sys.exit(main())
