"""The map for programs: REST under /api/v1/, through the same doors as the pages."""
