"""`python -m intents.classify FILE [FOLDER…]`: trains on the examples (of those folders) and writes the file."""

import sys
from pathlib import Path

import intents
from intents.classify.examples import examples, notices
from intents.classify.store import write
from intents.classify.training import train

if __name__ == "__main__":
    target, *folders = sys.argv[1:]
    intents.__path__ = folders or intents.__path__
    write(train([*examples(), *notices()]), Path(target))
