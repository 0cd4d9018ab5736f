"""The trained classifier on disk: found by a hash of all that it depends on, made when it is not there.

Every process of one checkout (web, worker, command line, tests) shares one file, whatever its DATA_DIR: the file
depends on the code and the examples, not on anybody's data. Several processes may train at once; they write the same
content and the last rename wins.
"""

import hashlib
import logging
import os
import platform
import subprocess
import sys
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path

import intents
from intents.classify.examples import example_files
from intents.classify.model import Model

LIBRARIES = ("numpy", "pythainlp", "scikit-learn", "scipy")
CODE = ("classify/*.py", "classify/*.txt", "thai/*.py")
"""What changes the weights, beside the examples: features, training, normalising, splitting."""
KEPT = 6
"""Older files stay for a while: two versions may run beside each other during a deployment."""

_log = logging.getLogger(__name__)


@cache
def classifier() -> Model:
    """The classifier of the examples, from the cache or trained now (some seconds)."""
    path = cache_folder() / f"understanding-{fingerprint()}.npz"
    try:
        return Model.read(path)
    except FileNotFoundError:
        _log.info("training the classifier")
    except (OSError, ValueError, KeyError):
        _log.warning("the cached classifier cannot be read and is trained again")
    _train_apart(path)
    return Model.read(path)


def fingerprint() -> str:
    """Sixteen hexadecimal digits that change whenever training would give another classifier."""
    digest = hashlib.sha256(platform.python_version().encode())
    for library in LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    here = Path(intents.__file__).parent
    for file in [*example_files(), *(file for pattern in CODE for file in sorted(here.glob(pattern)))]:
        digest.update(f"\n{file.name}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """`NETASA_CACHE`; else `var/cache` of the checkout; or, where that is read-only, of `DATA_DIR` or the system."""
    if chosen := os.environ.get("NETASA_CACHE"):
        return _made(Path(chosen))
    places = [Path(intents.__file__).parent.parent / "var", Path(os.environ.get("DATA_DIR", "var"))]
    for place in places:
        try:
            folder = _made(place / "cache")
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    return _made(Path(tempfile.gettempdir()) / "netasa-cache")


def write(model: Model, path: Path) -> None:
    """Under its final name only once it is whole. Removes files of versions long gone."""
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as opened:
        part = Path(opened.name)
    try:
        model.write(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    old = sorted(path.parent.glob("understanding-*.npz"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in old[KEPT:]:
        file.unlink(missing_ok=True)


def _train_apart(path: Path) -> None:
    """In a process of its own, so that this one never carries scikit-learn (60 MiB, 1.5 s)."""
    roots = [str(Path(place).parent) for place in intents.__path__]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*roots, os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-m", "intents.classify", str(path), *intents.__path__]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"the classifier could not be trained: {done.stderr.strip()[-500:]}")


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
