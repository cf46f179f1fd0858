"""Runs everything that is measured and prints one table: python -m bench."""

import sys

from bench import api, formats_aif, formats_outline, layout, pages


def main() -> int:
    """Return 1 where a gate does not hold."""
    parts = (api, layout, formats_aif, formats_outline, pages)
    return max([part.main() for part in parts])


if __name__ == "__main__":
    sys.exit(main())
