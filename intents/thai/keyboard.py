"""Thai typed while the keyboard was left in English: "l;ylfu8iy[" is สวัสดีครับ (the Kedmanee layout, TIS 820-2538)."""

import re
from typing import Final

from pythainlp.tokenize import word_dict_trie, word_tokenize

_ENGLISH: Final = (
    "1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./"  # plain
    '!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'  # shifted
)
_THAI: Final = (
    "ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฟหกดเ้่าสวงผปแอิืทมใฝ"  # plain
    '+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'  # shifted
)
_LAYOUT: Final = {ord(e): t for e, t in zip(_ENGLISH, _THAI, strict=True)}

_ADDRESS: Final = re.compile(r"https?:|www\.|\.com|\.th\b|@|^[\d\W]+$")
_AMID: Final = re.compile(r"[A-Za-z][;\[\]'/,.\\=0-9-][A-Za-z;\[\]]|[;\[\]][A-Za-z;\[\]]|[A-Za-z][;\[\]](?:\s|$)")
"""Signs that are letters on the Thai layout, where English never has them: inside words."""
_MISPLACED: Final = re.compile(r"(?:^|[\sเแโใไ/?.,()-])[ะัาำิ-ฺ็-๎]|[เแโใไ](?:$|[^ก-ฮ])")
"""A vowel or tone mark that carries no consonant, or a leading vowel before none."""
_MIN_LETTERS_ALONE: Final = 9
"""So many plain Latin letters must turn into Thai words before they count as Thai (few do by chance: "ok" is "นา")."""
_MIN_COVER: Final = 0.8


def read_as_thai(text: str) -> str:
    """The Thai behind an ASCII text if it is surely Thai, else the text unchanged. English, numbers and URLs stay."""
    if len(text) < 4 or _ADDRESS.search(text):
        return text
    has_signs = _AMID.search(text) is not None
    if not has_signs and len(text) < _MIN_LETTERS_ALONE:
        return text
    thai = " ".join(part if part.isdecimal() else part.translate(_LAYOUT) for part in text.split())
    if _MISPLACED.search(thai):
        return text
    known = sum(len(word) for word in word_tokenize(thai, join_broken_num=False) if _is_word(word))
    letters = sum(not c.isspace() for c in thai)
    enough = _MIN_COVER if has_signs else 1.0
    return thai if known >= enough * letters else text


def _is_word(word: str) -> bool:
    return len(word) > 1 and word in word_dict_trie()
