"""How the site is run."""

__version__ = "0.1.0"
