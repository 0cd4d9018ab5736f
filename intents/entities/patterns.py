"""Alternations that stay fast: `re` tries every branch of a|b|c in turn, so words are folded into a tree of letters."""

import re
from collections.abc import Iterable, Mapping

_END = ""
_Tree = dict[str, "_Tree"]


def one_of(words: Iterable[str], conditions: Mapping[str, str] | None = None) -> str:
    """A pattern for any of the words, the longest first, in one group without a name.

    `conditions`: word → lookahead that must hold behind it ("กำ" → "(?!ลัง)").
    """
    tree: _Tree = {}
    for word in words:
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[_END] = {}
    return _folded(tree, "", conditions or {})


def _folded(tree: _Tree, prefix: str, conditions: Mapping[str, str]) -> str:
    branches = [
        re.escape(letter) + _folded(below, prefix + letter, conditions) for letter, below in tree.items() if letter
    ]
    if _END in tree:
        branches.append(conditions.get(prefix, ""))
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
