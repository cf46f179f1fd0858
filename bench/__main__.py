"""Runs everything that is measured and prints one table: python -m bench."""

import sys

from bench import api, formats_aif, layout, pages


def main() -> int:
    """Return 1 where a gate does not hold."""
    return max([api.main(), formats_aif.main(), layout.main(), pages.main()])


if __name__ == "__main__":
    sys.exit(main())
