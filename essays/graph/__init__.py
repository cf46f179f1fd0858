"""The argument map as plain data: rows, operations, changes, and what is derived from them."""
