"""`bot centre`: a centre of one's own, with hours and holidays."""

from datetime import date

from models.centre import Centre
from models.village import Village
from tests.operations.conftest import Installation, bot

ARGUMENTS = ("centre", "own-centre", "--name", "ศูนย์ของเรา", "--village", "OWN-0001")


def village(installation: Installation) -> None:
    with installation.session() as db, db.begin():
        db.add(Village(slug="own", name="บ้านเรา", tambon="ต", amphoe="อ", province="จ", join_code="OWN-0001"))


def test_a_centre_is_made_and_changed(installation: Installation) -> None:
    village(installation)
    hours = ("--hours", "MO-FR=08:30-16:30", "--hours", "SU=13:00-16:00+")
    assert bot(*ARGUMENTS, *hours, "--holiday", "2026-12-07=ชดเชยวันพ่อ").exit_code == 0
    assert "changed" in bot("centre", "own-centre", "--phone", "0810000001").output
    with installation.session() as db:
        made = db.get_one(Centre, "own-centre")
        assert (made.slug, made.name, made.phone) == ("own-centre", "ศูนย์ของเรา", "0810000001")
        assert made.holiday(date(2026, 12, 7)) == "ชดเชยวันพ่อ"
        sunday = date(2026, 12, 6)
        assert not made.is_open(sunday, set())
        assert made.is_open(sunday, {sunday})
        assert made.next_open(date(2026, 12, 4), set()) == date(2026, 12, 8)
    assert bot("code", "staff", "own-centre").exit_code == 0


def test_what_is_wrong_is_said(installation: Installation) -> None:
    village(installation)
    assert "needs --name and --village" in bot("centre", "own-centre").stderr
    assert "small Latin letters" in bot("centre", "ศูนย์").stderr
    assert "write it as MO-FR" in bot(*ARGUMENTS, "--hours", "ทุกวัน").stderr
    assert "end is before" in bot(*ARGUMENTS, "--hours", "MO=16:00-08:00").stderr
    assert "no such time" in bot(*ARGUMENTS, "--hours", "MO=26:00-28:00").stderr
    assert "2026-12-07" in bot(*ARGUMENTS, "--holiday", "พรุ่งนี้").stderr
    assert installation.count("centre") == 0
