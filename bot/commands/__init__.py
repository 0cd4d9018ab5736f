"""The command line: a file a command, found by its name when it is called."""
