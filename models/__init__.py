"""What is remembered: a file a noun, with its columns, rules and queries. Knows nothing of Thai, LINE or the web."""
