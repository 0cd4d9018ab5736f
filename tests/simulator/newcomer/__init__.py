"""A newcomer's first five minutes, in a real browser, with the real program as `bot run` starts it."""
