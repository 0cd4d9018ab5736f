"""/healthz, /readyz, /metrics: what an operator's monitor asks."""

from sqlalchemy import text

from bot.app import create_app
from bot.database import engine
from tests import world as worlds
from tests.world import World


def test_alive_and_ready(database_url: str) -> None:
    worlds.empty_tables()
    client = create_app().test_client()
    assert client.get("/healthz").status_code == 200
    with engine().begin() as connection:
        connection.execute(text("DELETE FROM procrastinate_workers"))
    assert client.get("/readyz").status_code == 503
    with engine().begin() as connection:
        connection.execute(text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())"))
    assert client.get("/readyz").status_code == 200
    with engine().begin() as connection:
        connection.execute(text("DELETE FROM procrastinate_workers"))


def test_metrics_say_what_waits_and_what_gave_up(world: World) -> None:
    phone = world.phone("แม่คำ")
    world.say(phone, "สวัสดี")
    phone.say("ขอบคุณ")
    world._wait_for_webhooks(1e12)
    page = create_app().test_client().get("/metrics").get_data(as_text=True)
    assert "netasa_waiting_events 1.0" in page
    assert "netasa_set_aside_events 0.0" in page
    assert "netasa_open_messages 0.0" in page
    assert phone.user_id not in page
