"""Pages: each view fetches through `essays.access`, acts through `essays.services`, and renders."""
