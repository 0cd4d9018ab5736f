"""What can be typed into a phone besides words: `/photo`, `/pin`, `/1`, `!ลงเลย`; also used in transcripts.

A plain number stays a plain number, because people answer questions with it; a button is tapped with a slash.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.simulator.door import PhoneError
from bot.simulator.phone import Phone
from bot.simulator.wire import JsonObject, word

OPENED = {
    "uri": "เปิดลิงก์: {uri}",
    "clipboard": "คัดลอกแล้ว: {clipboardText}",
    "camera": "เปิดกล้อง: ใช้ /photo เพื่อส่งรูป",
    "cameraRoll": "เปิดคลังรูป: ใช้ /photo เพื่อส่งรูป",
    "location": "เปิดแผนที่: ใช้ /pin เพื่อส่งตำแหน่ง",
}


def perform(phone: Phone, line: str) -> str:
    """Does what one typed line asks; gives what the phone itself has to say about it, often nothing.

    Raises `PhoneError` when it cannot be done, `LookupError` when there is no such command.
    """
    line = line.strip()
    if line.startswith("!"):
        return _opened(phone.tap(line[1:].strip()))
    if not line.startswith("/"):
        phone.say(line)
        return ""
    name, _, rest = line[1:].partition(" ")
    if name.isdigit():
        return _opened(phone.tap(int(name), rest.strip()))
    try:
        command = COMMANDS[name]
    except KeyError:
        raise LookupError(name) from None
    return command(phone, rest.strip())


def _opened(did: JsonObject) -> str:
    if not did:
        return ""
    sentence = OPENED.get(word(did, "does"), "โทรศัพท์เปิด: {does}")
    return sentence.format_map({key: str(value) for key, value in did.items()})


def _photo(phone: Phone, rest: str) -> str:
    """`/photo`, `/photo 3` (three built-in pictures), `/photo FILE FILE`."""
    names = rest.split()
    if not names:
        phone.photo(0)
    elif len(names) == 1 and names[0].isdigit():
        phone.photo(*range(int(names[0])))
    else:
        phone.photo(*(_bytes(name) for name in names))
    return ""


def _bytes(name: str) -> bytes:
    try:
        return Path(name).expanduser().read_bytes()
    except OSError as error:
        raise PhoneError(f"อ่านไฟล์ {name} ไม่ได้: {error.strerror}") from error


def _pin(phone: Phone, rest: str) -> str:
    """`/pin`, `/pin 19.9,99.8`, `/pin 19.9,99.8 ชื่อสถานที่`."""
    if not rest:
        phone.location()
        return ""
    where, _, title = rest.partition(" ")
    try:
        latitude, longitude = (float(part) for part in where.split(","))
    except ValueError:
        raise PhoneError("พิมพ์แบบนี้: /pin 19.9,99.8 ชื่อสถานที่") from None
    phone.location(latitude, longitude, title.strip())
    return ""


def _file(phone: Phone, rest: str) -> str:
    if rest:
        phone.file(Path(rest).name, _bytes(rest))
    else:
        phone.file()
    return ""


def _sticker(phone: Phone, rest: str) -> str:
    phone.sticker("11537", "52002734", *rest.split())
    return ""


def _menu(phone: Phone, rest: str) -> str:
    """`/menu` shows the menu under the chat, `/menu 2` taps its second area."""
    if rest.isdigit():
        return _opened(phone.tap_menu(int(rest)))
    shown = phone.menu()
    if not shown:
        return "บัญชีนี้ไม่มีเมนู"
    return "\n".join(f"/menu {number} {label}" for number, label in enumerate(shown, 1))


def _quietly(deed: Callable[[Phone], object]) -> Callable[[Phone, str], str]:
    def command(phone: Phone, _rest: str) -> str:
        deed(phone)
        return ""

    return command


COMMANDS: dict[str, Callable[[Phone, str], str]] = {
    "photo": _photo,
    "pin": _pin,
    "file": _file,
    "sticker": _sticker,
    "menu": _menu,
    "voice": _quietly(Phone.voice),
    "video": _quietly(Phone.video),
    "unsend": _quietly(Phone.unsend),
    "block": _quietly(Phone.block),
    "follow": _quietly(Phone.follow),
}
