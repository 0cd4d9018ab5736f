"""The public pages, entered by HTTP and by a real browser."""
