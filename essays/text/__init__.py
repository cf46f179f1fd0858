"""Strings and spans: what the essay's text is, where its passages lie, and how edits move them."""
