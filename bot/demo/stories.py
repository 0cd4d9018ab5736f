"""The demonstration's places, traditions and news: stories.json, the news' days moved by weeks."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.demo.pictures import hang
from bot.demo.scenes import draw
from handlers.dates import thai_day
from models.person import Person
from models.posting import SHOWN, Posting, PostingState
from models.posting.news import News
from models.posting.place import Place
from models.posting.tradition import Tradition
from models.search import search_terms
from models.village import Village

Facts = dict[str, Any]


@cache
def facts() -> dict[str, list[Facts]]:
    """The lists of stories.json."""
    raw = json.loads(Path(__file__).with_name("stories.json").read_text(encoding="utf-8"))
    return {name: raw[name] for name in ("places", "traditions", "news")}


def load(
    db: Session, villages: Mapping[str, Village], persons: Mapping[str, Person], now: datetime, shift: timedelta
) -> int:
    """Adds what is missing, in the caller's transaction; how many rows. News that only grew old is told anew.

    `shift` is whole weeks. Feasts are not moved: they are where the year has them.
    """
    rows = select(Posting).where(Posting.demo_id.is_not(None))
    there = {post.demo_id: post for post in db.scalars(rows)}
    made = 0
    for fact in facts()["places"]:
        made += fact["id"] not in there and _add(db, _place(fact), fact, villages, None, now)
    for fact in facts()["traditions"]:
        made += fact["id"] not in there and _add(db, _tradition(fact, now), fact, villages, None, now)
    for fact in facts()["news"]:
        told = there.get(fact["id"])
        if told is None:
            posted_at = min(datetime.fromisoformat(fact["posted_at"]) + shift, now)
            made += _add(db, _news(News(), fact, shift), fact, villages, persons[fact["author"]], posted_at)
        elif isinstance(told, News) and told.state in SHOWN and not told.is_shown(now):
            _news(told, fact, shift).publish(min(datetime.fromisoformat(fact["posted_at"]) + shift, now))
    return made


def _add(
    db: Session, post: Posting, fact: Facts, villages: Mapping[str, Village], author: Person | None, at: datetime
) -> int:
    post.demo_id, post.name, post.state = fact["id"], fact["name"], PostingState.WAITING
    post.village_id, post.author_id = villages[fact["village"]].id, author.id if author else None
    post.created_at = at
    post.search_terms = search_terms(*post.searched(), *fact.get("aliases", ()))
    post.publish(at)
    db.add(post)
    db.flush()
    hang(db, post, draw(str(post.kind), post.name, fact.get("category", "")))
    return 1


def _place(fact: Facts) -> Place:
    columns = ("category", "activities", "hours", "fee", "season", "access", "lat", "lng", "description")
    return Place(whereabouts="", **{name: fact[name] for name in columns})


def _tradition(fact: Facts, now: datetime) -> Tradition:
    columns = ("occasion", "rrule", "time_text", "venue", "how_to_join", "description")
    tradition = Tradition(**{name: fact[name] for name in columns})
    tradition.comes_round(now.date())
    return tradition


def _news(news: News, fact: Facts, shift: timedelta) -> News:
    news.event_date = date.fromisoformat(fact["event_date"]) + shift
    news.description = fact["description"].replace("{date}", thai_day(news.event_date))
    news.venue = news.venue or ""
    return news
