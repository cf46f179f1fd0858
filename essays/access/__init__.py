"""Who may do what: permissions, the table that grants them, and the only ways to an essay."""
