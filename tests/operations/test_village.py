"""`bot village`: an operator begins without the demonstration."""

from pathlib import Path

from PIL import Image

from bot.line import client
from bot.simulator.server import TOKEN, Standin
from tests.operations.conftest import Installation, bot

WHERE = ("--amphoe", "ตรอน", "--province", "อุตรดิตถ์")


def test_a_village_is_made_and_its_code_is_good(installation: Installation) -> None:
    made = bot("village", "บ้านใหม่", "--slug", "mai", "--no", "3", *WHERE)
    assert made.exit_code == 0
    code = made.output.splitlines()[-1]
    assert bot("code", "headman", code).exit_code == 0


def test_two_villages_do_not_share_an_address(installation: Installation) -> None:
    bot("village", "บ้านใหม่", "--slug", "mai", *WHERE)
    assert bot("village", "บ้านใหม่", "--slug", "mai", *WHERE).exit_code == 1
    assert bot("village", "บ้านใหม่", "--slug", "Mai บ้าน", *WHERE).exit_code == 1


def test_the_qr_of_a_village_opens_the_chat_with_its_code(village: Installation, tmp_path: Path) -> None:
    file = tmp_path / "join.png"
    made = bot("qr", "dks4821", str(file), "--account", "@netasa")
    assert made.exit_code == 0
    assert made.output.splitlines()[-1] == "https://line.me/R/oaMessage/%40netasa/?DKS-4821"
    with Image.open(file) as picture:
        assert picture.size[0] == picture.size[1] >= 400
    assert bot("qr", "NOT-0000", str(file), "--account", "@netasa").exit_code == 1
    assert bot("qr", "DKS-4821", str(tmp_path / "nowhere" / "join.png"), "--account", "@netasa").exit_code == 1


def test_line_is_asked_for_the_account(village: Installation, tmp_path: Path) -> None:
    with Standin() as line:
        village.set(LINE_API_HOST=line.url, LINE_CHANNEL_ACCESS_TOKEN=TOKEN, LINE_CHANNEL_SECRET="s")
        client.disconnect()
        made = bot("qr", "DKS-4821", str(tmp_path / "join.png"))
        client.disconnect()
    assert made.exit_code == 0
    assert "%40netasa-standin/?DKS-4821" in made.output
