"""What was not understood is kept for staff, named, masked and written for review; and goes when its writer says so."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import clock, housekeeping
from bot.operations.learning import SAFE_PHONE, masked
from bot.progress import SURE
from bot.settings import settings
from bot.simulator.phone import Phone
from intents.classify.examples import examples
from intents.intent import declared
from intents.understand import understand
from models.question import RETENTION, UnansweredQuestion
from tests.operations.conftest import bot
from tests.world import World

GIBBERISH = "ฟหกด่าสว ๆๆ ปอแผบ"
MORE_GIBBERISH = "กฟหดเ้่าส ผปแอิ"
VAGUE = ("ลุงมี", "ป้ามี", "อันนั้นหนา", "ของยาย", "ที่เคยว่า", "แบบเมื่อวาน", "เรื่องเดิม", "เอ๊ะยังไง", "คนนั้นไง", "ว่าไงอันนี้")
"""Among these at least one is unclear to whatever model was trained."""


def kept(world: World) -> list[UnansweredQuestion]:
    """Every row, oldest first."""
    with world.session() as db:
        return list(db.scalars(select(UnansweredQuestion).order_by(UnansweredQuestion.id)))


def ask(world: World, words: str, meaning: str | None = None) -> int:
    """A question of a resident as if it had been asked in the chat; its id."""
    row = mistaken(world, world.resident(f"ป้า{len(kept(world))}"))
    with world.session() as db, db.begin():
        changed = db.get_one(UnansweredQuestion, row.id)
        changed.text, changed.meaning = words, meaning
    return row.id


def mistaken(world: World, phone: Phone) -> UnansweredQuestion:
    """Two sentences in a row that mean nothing: beside the point, then not understood. The second is kept."""
    world.say(phone, GIBBERISH)
    world.say(phone, MORE_GIBBERISH)
    return kept(world)[-1]


@pytest.fixture
def review(world: World) -> Path:
    """The folder of the review files, empty."""
    folder = settings().data_dir / "review"
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def test_a_residents_misunderstood_sentences_are_kept(world: World) -> None:
    row = mistaken(world, world.resident())
    assert (row.meaning, row.learnt_at, row.guessed) == (None, None, "out_of_scope")
    assert row.message_id
    assert row.text.startswith("กฟหด")


def test_the_guess_is_the_likeliest_until_the_person_tells(world: World) -> None:
    read = [understand(words, now=clock.now()) for words in VAGUE]
    unclear = next(u for u in read if u.confidence < SURE and u.intent != "out_of_scope")
    phone = world.resident()
    world.say(phone, unclear.text)
    assert [row.guessed for row in kept(world)] == [unclear.intent]
    if len(options := [line for line in phone.answer()[0].text.splitlines() if line[:1].isdecimal()]) > 1:
        world.say(phone, "2")
        assert declared()[kept(world)[0].guessed].title == options[1].partition(". ")[2]


def test_a_visitors_are_not(world: World) -> None:
    phone = world.phone("คนผ่านทาง")
    world.say(phone, GIBBERISH)
    world.say(phone, MORE_GIBBERISH)
    assert kept(world) == []


def test_what_is_understood_is_not_kept(world: World) -> None:
    phone = world.resident()
    world.say(phone, "มีอะไรขายบ้าง")
    world.say(phone, "เสาร์นี้มีอบรมอะไร")
    assert kept(world) == []


def test_unsending_takes_it_away(world: World) -> None:
    phone = world.resident()
    mistaken(world, phone)
    mine = [message for message in phone.messages() if message.sender == "me"]
    phone.unsend(mine[-2].id)
    world.work()
    assert len(kept(world)) == 1
    phone.unsend(mine[-1].id)
    world.work()
    assert kept(world) == []


def test_withdrawing_and_erasing_take_everything_away(world: World) -> None:
    for words, button in (("ถอนความยินยอม", "ยืนยัน"), ("ลบข้อมูลของฉัน", "ยืนยัน")):
        phone = world.resident(words)
        mistaken(world, phone)
        assert len(kept(world)) == 1
        world.say(phone, words)
        world.tap(phone, button)
        assert kept(world) == []


def test_after_thirty_days_it_is_gone(world: World) -> None:
    ask(world, "ฮู้บ่", "help")
    now, real_now = clock.now(), clock.real_now()
    housekeeping.tidy(now, real_now + RETENTION - timedelta(hours=1))
    assert len(kept(world)) == 1
    housekeeping.tidy(now, real_now + RETENTION + timedelta(hours=1))
    assert kept(world) == []


def test_they_are_listed_with_numbers_masked_and_nothing_is_changed(world: World) -> None:
    assert bot("questions").stdout == "no question waits for its meaning\n"
    number = ask(world, "อันนี้จะได๋ โทร 089-123-4567")
    before = kept(world)[0].__dict__["guessed"]
    said = bot("questions")
    assert said.exit_code == 0
    assert f"{number}  " in said.stdout
    assert f"  {before}  อันนี้จะได๋ โทร {SAFE_PHONE}" in said.stdout
    assert "123-4567" not in said.stdout
    assert bot("questions").stdout == said.stdout


def test_staff_name_and_drop(world: World) -> None:
    named, dropped = ask(world, "อันนี้จะได๋"), ask(world, "ออออ")
    assert bot("name-question", str(named), "browse_products").exit_code == 0
    assert bot("name-question", str(dropped), "none").exit_code == 0
    (row,) = kept(world)
    assert (row.id, row.meaning) == (named, "browse_products")
    listed = bot("questions").stdout
    assert "no question waits" in listed
    assert "1 named" in listed


def test_what_cannot_be_named_says_what_there_is(world: World) -> None:
    number = ask(world, "อันนี้จะได๋")
    unknown = bot("name-question", str(number), "sell_everything")
    assert unknown.exit_code == 1
    assert "there are ask_centre, " in unknown.stderr
    assert "post_product" in unknown.stderr
    assert "erase_me" not in unknown.stderr  # never read from a sentence, so never taught by one
    missing = bot("name-question", "999999", "help")
    assert missing.exit_code == 1
    assert "there is no question 999999" in missing.stderr
    assert kept(world)[0].meaning is None


def test_the_named_are_written_for_review_once(world: World, review: Path) -> None:
    known = next(line for line, intent in examples() if intent == "help")
    ask(world, "สั่งของเจ้านี้จะได๋ 0891234567", "contact_seller")
    ask(world, "สั่งของเจ้านี้จะได๋ 0897654321", "contact_seller")
    ask(world, known, "help")
    ask(world, "ยังไม่มีใครบอก")
    said = bot("learn")
    assert said.exit_code == 0, said.stderr
    assert "3 learnt, 2 of them known already" in said.stdout
    assert (review / "contact_seller.txt").read_text(encoding="utf-8") == f"สั่งของเจ้านี้จะได๋ {SAFE_PHONE}\n"
    assert not (review / "help.txt").exists()
    assert bot("learn").stdout == "no question waits to be learnt\n"
    with world.session() as db:
        learnt = UnansweredQuestion.learnt_at.is_not(None)
        assert db.scalar(select(func.count()).select_from(UnansweredQuestion).where(learnt)) == 3


def test_a_later_review_is_added_to_the_file(world: World, review: Path) -> None:
    for words in ("ขายจะได๋เจ้า", "เอาของลงจะได๋เจ้า"):
        ask(world, words, "help")
        assert bot("learn").exit_code == 0
    assert (review / "help.txt").read_text(encoding="utf-8") == "ขายจะได๋เจ้า\nเอาของลงจะได๋เจ้า\n"


def test_one_file_for_all_has_a_heading_for_each(world: World, tmp_path: Path) -> None:
    ask(world, "ขายจะได๋เจ้า", "help")
    ask(world, "ไผขายหยังพ่อง", "browse_products")
    target = tmp_path / "all.txt"
    assert bot("learn", "--file", str(target)).exit_code == 0
    lines = target.read_text(encoding="utf-8").splitlines()
    assert lines == ["# browse_products", "ไผขายหยังพ่อง", "# help", "ขายจะได๋เจ้า"]


def test_the_examples_are_never_written_to(world: World) -> None:
    ask(world, "ขายจะได๋เจ้า", "help")
    import intents

    target = Path(intents.__path__[0]) / "examples" / "help.txt"
    before = target.read_bytes()
    said = bot("learn", "--file", str(target))
    assert said.exit_code == 1
    assert "is among the examples" in said.stderr
    assert target.read_bytes() == before
    assert kept(world)[0].learnt_at is None


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("โทร 089 123 4567 นะ", f"โทร {SAFE_PHONE} นะ"),
        ("+66 89 123 4567", SAFE_PHONE),
        ("สองเบอร์ 0891234567 กับ 0897654321", f"สองเบอร์ {SAFE_PHONE} กับ {SAFE_PHONE}"),
        ("บัตร 1-2345-67890-12-3", "บัตร 0-0000-00000-00-0"),
        ("โลละ 280 มี 10 โล", "โลละ 280 มี 10 โล"),
        ("09.00-12.00 น. 21/11/2568", "09.00-12.00 น. 21/11/2568"),
    ],
)
def test_masking(written: str, shown: str) -> None:
    assert masked(written) == shown
