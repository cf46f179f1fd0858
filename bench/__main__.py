"""Runs everything that is measured and prints one table: python -m bench."""

import sys

from bench import api, formats, formats_aif, formats_outline, layout, pages


def main() -> int:
    """Return 1 where a gate does not hold."""
    return max(
        [
            api.main(),
            layout.main(),
            formats.main(),
            formats_aif.main(),
            formats_outline.main(),
            pages.main(),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
