"""`bot village`: an operator begins without the demonstration."""

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
