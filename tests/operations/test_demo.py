"""The demonstration villages: loaded once, kept as people changed them, taken out as a whole."""

from datetime import date, datetime

from sqlalchemy import select, update

from bot import clock
from bot.demo import line_id, phones
from bot.demo.content import content
from bot.simulator.phone import Phone
from bot.simulator.server import Standin
from handlers.dates import thai_day
from models.announcement import Announcement
from models.delegation import Delegation
from models.person import Person
from models.photo import Photo, PhotoState
from models.posting import GonePage, Posting, PostingState
from models.posting.news import News
from models.posting.place import Place
from models.posting.product import Product
from models.posting.tradition import Tradition
from models.role import RoleGrant
from models.village import Village
from tests.operations.conftest import Installation, bot

WEEK = 7 * 24 * 3600


def test_loads_villages_people_and_products_with_pictures(installation: Installation) -> None:
    assert bot("demo").exit_code == 0
    with installation.session() as db:
        assert set(db.scalars(select(Village.slug))) == {"donkham", "nonsai", "tak"}
        headman = db.scalars(select(Person).where(Person.call_name == "ผู้ใหญ่เกิด")).one()
        assert headman.consented_at is not None
        assert headman.village is not None
        assert headman.village.join_code == "DKS-4821"
        assert db.scalars(select(RoleGrant.role).where(RoleGrant.person_id == headman.id)).all() == ["headman"]
        basket = db.scalars(select(Product).where(Product.demo_id == "demo-prd-02")).one()
        assert str(basket.cost) == "180–450 บาท / ใบ"
        assert basket.shown_phone == "0840001104"
        eggs = db.scalars(select(Product).where(Product.demo_id == "demo-prd-06")).one()
        assert eggs.shown_phone is None
        salted = db.scalars(select(Product).where(Product.demo_id == "demo-prd-07")).one()
        assert salted.state == PostingState.SOLD_OUT
        photos = db.scalars(select(Photo)).all()
    pictured = {photo.posting_id for photo in photos}
    assert len(photos) * 2 >= installation.count("product")
    with installation.session() as db:
        for kind in (Place, Tradition, News):
            assert set(db.scalars(select(kind.id))) <= pictured
    assert all(photo.state == PhotoState.READY and photo.posting_id for photo in photos)
    assert set(installation.media()) == {f"{p.key}-{size}.jpg" for p in photos for size in ("full", "preview", "thumb")}


def test_loads_places_traditions_and_news(village: Installation) -> None:
    with village.session() as db:
        wood = db.scalars(select(Place).where(Place.demo_id == "demo-plc-07")).one()
        assert (wood.lat, wood.category, wood.expires_at) == (None, "แหล่งเรียนรู้", None)
        market = db.scalars(select(Tradition).where(Tradition.demo_id == "demo-trd-05")).one()
        assert market.event_date is not None
        assert (market.event_date.weekday(), market.event_date.day <= 7) == (6, True)
        moon = db.scalars(select(Tradition).where(Tradition.demo_id == "demo-trd-01")).one()
        assert (moon.occasion, moon.event_date) == ("วันเพ็ญ เดือน 12", None)
        medal = db.scalars(select(News).where(News.demo_id == "demo-nws-01")).one()
        assert medal.event_date is not None
        assert medal.event_date.weekday() == 5
        assert f"ระดับจังหวัดเมื่อ {thai_day(medal.event_date)}" in medal.description
        assert not db.scalars(select(Posting.id).where(Posting.description.contains("{"))).all()
    assert [village.count(kind) for kind in ("place", "tradition", "news")] == [14, 10, 12]


def test_loads_notices_and_a_lent_megaphone(village: Installation) -> None:
    with village.session() as db:
        told = db.scalars(select(Announcement).order_by(Announcement.demo_id)).all()
        assert [found.state for found in told] == ["sent", "sent", "sent"]
        assert all("{" not in found.body for found in told)
        assert all(found.began_at is not None and found.began_at <= clock.now() for found in told)
        assert [loan.taker.call_name for loan in db.scalars(select(Delegation).order_by(Delegation.demo_id))] == [
            "น้องฟ้า", "ทิตย์",
        ]  # fmt: skip
    with village.session() as db, db.begin():
        db.execute(update(Announcement).values(event_date=date(2020, 1, 1), body="เก่า"))
        db.execute(update(Delegation).values(valid_until=datetime(2020, 1, 1, tzinfo=clock.BANGKOK)))
    assert "complete already" in bot("demo").output
    with village.session() as db:
        assert all(found.body != "เก่า" for found in db.scalars(select(Announcement)))
        assert all(loan.valid_until.year > 2020 for loan in db.scalars(select(Delegation)))


def test_news_that_grew_old_is_told_anew(village: Installation) -> None:
    village.set(CLOCK_OFFSET=str(20 * WEEK))
    bot("demo")
    with village.session() as db:
        medal = db.scalars(select(News).where(News.demo_id == "demo-nws-01")).one()
        assert medal.published_at is not None
        assert medal.published_at > medal.created_at
        assert medal.event_date is not None
        assert thai_day(medal.event_date) in medal.description


def test_a_second_time_adds_nothing_and_keeps_what_somebody_changed(village: Installation) -> None:
    before = {table: village.count(table) for table in ("village", "person", "posting", "photo", "role_grant")}
    with village.session() as db, db.begin():
        product = db.scalars(select(Product).where(Product.demo_id == "demo-prd-01")).one()
        product.name, product.state = "กล้วยอบรสใหม่", PostingState.WITHDRAWN
        db.scalars(select(Person).where(Person.demo_id == "demo-per-04")).one().shown_phone = None
    said = bot("demo")
    assert said.output == "the demonstration is complete already\n"
    assert before == {table: village.count(table) for table in before}
    with village.session() as db:
        product = db.scalars(select(Product).where(Product.demo_id == "demo-prd-01")).one()
        assert (product.name, product.state) == ("กล้วยอบรสใหม่", PostingState.WITHDRAWN)
        assert db.scalars(select(Person).where(Person.demo_id == "demo-per-04")).one().shown_phone is None


def test_days_move_by_whole_weeks_and_never_into_the_future(village: Installation) -> None:
    with village.session() as db:
        posted = {p.demo_id: p.published_at for p in db.scalars(select(Product))}
        made = db.scalars(select(Person.created_at).limit(1)).one()
    assert content().anchor == date(2025, 11, 21)
    for fact in content().products:
        moment = posted[fact.demo_id]
        assert moment is not None
        days, seconds = divmod((moment - fact.posted_at).total_seconds(), 24 * 3600)
        assert moment == made or (days % 7 == 0 and seconds == 0)
        assert moment <= made


def test_a_demonstration_that_grew_old_is_shown_again(village: Installation) -> None:
    with village.session() as db, db.begin():
        gone = db.scalars(select(Product).where(Product.demo_id == "demo-prd-03")).one()
        gone.state = PostingState.WITHDRAWN
    village.set(CLOCK_OFFSET=str(20 * WEEK))
    bot("demo")
    with village.session() as db:
        products = db.scalars(select(Product)).all()
        shown = {p.demo_id for p in products if p.published_at and p.published_at > gone.created_at and p.expires_at}
    assert "demo-prd-01" in shown
    assert next(p for p in products if p.demo_id == "demo-prd-03").state == PostingState.WITHDRAWN


def test_line_ids_only_where_line_is_played(village: Installation) -> None:
    def ids() -> set[str | None]:
        with village.session() as db:
            return set(db.scalars(select(Person.line_user_id)))

    bot("demo", "--with-line-ids")
    assert line_id("demo-per-01") in ids()
    assert len(ids()) == 16
    village.set(LINE_CHANNEL_SECRET="s", LINE_CHANNEL_ACCESS_TOKEN="t")
    bot("demo")
    assert ids() == {None}
    village.set(LINE_API_HOST="http://127.0.0.1:9")
    bot("demo")
    assert len(ids()) == 16


def test_the_stand_in_can_play_its_people(village: Installation) -> None:
    bot("demo", "--with-line-ids")
    with Standin() as line:
        for user_id, name in phones().items():
            Phone(line.url, name, user_id=user_id)
        assert len(phones()) == len(set(phones().values())) == 16
        played = Phone(line.url, "ผู้ใหญ่เกิด").user_id
    with village.session() as db:
        assert db.scalars(select(Person.demo_id).where(Person.line_user_id == played)).one() == "demo-per-01"


def test_only_if_empty(installation: Installation) -> None:
    with installation.session() as db, db.begin():
        db.add(Village(slug="own", name="บ้านเรา", tambon="ต", amphoe="อ", province="จ", join_code="OWN-0001"))
    assert bot("demo", "--if-empty").output == "not empty: nothing was loaded\n"
    assert installation.count("village") == 1


def test_a_village_of_the_same_name_is_left_alone(installation: Installation) -> None:
    with installation.session() as db, db.begin():
        db.add(Village(slug="tak", name="บ้านเรา", tambon="ต", amphoe="อ", province="จ", join_code="OWN-0001"))
    said = bot("demo")
    assert said.exit_code == 1
    assert "nothing was loaded" in said.stderr
    assert installation.count("village") == 1


def test_remove_takes_everything_out_and_leaves_the_others(installation: Installation) -> None:
    bot("demo", "--with-line-ids")
    bot("people", "3", "DKS-4821")
    bot("code", "headman", "DKS-4821")
    with installation.session() as db, db.begin():
        guest = db.scalars(select(Person).where(Person.demo_id.is_(None))).first()
        assert guest is not None
        own = Village(slug="own", name="บ้านเรา", tambon="ต", amphoe="อ", province="จ", join_code="OWN-0001")
        db.add(own)
        db.flush()
        for village_id in (guest.village_id, own.id):
            db.add(Product(
                state="published", name="ของแขก", author_id=guest.id, village_id=village_id, price=1, unit="ชิ้น",
                created_at=guest.created_at, search_terms=[],
            ))  # fmt: skip
        db.add(Announcement(
            village_id=guest.village_id, author_id=guest.id, sender_id=guest.id, role="headman", heading="📢",
            body="ประชุม", state="scheduled", due_at=guest.created_at, created_at=guest.created_at,
        ))  # fmt: skip
        db.add(Delegation(
            village_id=guest.village_id, giver_id=guest.id, taker_id=guest.id, giver_role="headman",
            valid_until=guest.created_at, given_at=guest.created_at,
        ))  # fmt: skip
    said = bot("demo", "--remove")
    assert said.exit_code == 0
    assert "1 other posts; 3 people" in said.output
    assert (installation.count("village"), installation.count("centre"), installation.count("person")) == (1, 0, 3)
    assert (installation.count("announcement"), installation.count("delegation")) == (0, 0)
    assert installation.media() == {}
    with installation.session() as db:
        assert [p.village_id for p in db.scalars(select(Posting))] == [own.id]
        assert len(db.scalars(select(GonePage)).all()) == 61
    assert bot("demo").exit_code == 0
