"""Commands of `python -m intents`, a module each: its `COMMAND` (a click command) is found by being there."""
