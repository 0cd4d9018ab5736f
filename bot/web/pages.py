"""The public pages: home, browse, a post, a village, the notice about personal data, and the same for machines."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from wsgiref.headers import Headers
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Blueprint, Flask, Response, abort, jsonify, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from whitenoise import WhiteNoise  # type: ignore[import-untyped]

from bot import clock, database, media
from bot.settings import settings
from bot.web import browsing, cards, centres, failures, feeds, security, sharing
from bot.web.answers import fresh, rendered
from bot.web.browsing import Wish
from bot.web.showing import Shown, pictures, shown
from handlers.posting import pages
from models import centre
from models import posting as postings
from models.person import CONSENT_VERSION
from models.photo import Photo, PhotoState
from models.posting import Posting, PostingState
from models.village import by_slug

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
A_DAY = 86_400
A_YEAR = 31_536_000
ON_THE_HOME_PAGE = 8
IN_THE_FEED = 30
CENTRES_LOOKED_AT = 10
"""The nearest of them; a village has one or none."""

blueprint = Blueprint("pages", __name__)


def _static_version() -> str:
    """A name for the present content of static/: a changed file gets a new address, so all may be kept for long."""
    digest = hashlib.sha256()
    for file in sorted(STATIC.iterdir()):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def _add_headers(headers: Headers, path: str, url: str) -> None:
    """WhiteNoise's own responses do not pass Flask's."""
    for name, value in security.headers().items():
        headers[name] = value


def _beside(program: WSGIApplication, files: WSGIApplication) -> WSGIApplication:
    """Static files answer under their own prefix only; everything else goes straight to the program."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        chosen = files if environ.get("PATH_INFO", "").startswith("/static/") else program
        return chosen(environ, start_response)

    return answer


def register(app: Flask) -> None:
    """Gives the program its pages, static files, error pages and headers."""
    prefix = f"static/{_static_version()}"
    files = WhiteNoise(
        app.wsgi_app,
        add_headers_function=_add_headers,
        immutable_file_test=lambda path, url: True,
        max_age=A_YEAR,
        charset="utf-8",
    )
    files.add_files(str(STATIC), prefix=prefix)
    app.wsgi_app = _beside(app.wsgi_app, files)  # type: ignore[method-assign, assignment]
    pages()  # every kind is known before the first post is loaded: a row of an unknown kind would be a bare Posting
    app.register_blueprint(blueprint)
    app.register_blueprint(centres.blueprint)
    app.add_template_global(lambda name: f"/{prefix}/{name}", "static")
    app.add_template_global(lambda: settings().base_url, "base_url")
    app.add_template_global(pages, "kinds")
    failures.register(app)
    security.register(app)


@blueprint.get("/")
def home() -> Response:
    """What this is, the newest of each kind, and the villages."""
    now = clock.now()
    with database.session() as db:
        newest = [(page, browsing.browse(db, Wish(kind=page.kind), now, ON_THE_HOME_PAGE)) for page in pages().values()]
        villages = browsing.villages(db, now)
        return rendered(
            "home.html",
            newest=newest,
            villages=villages,
            sorts=browsing.sorts(),
            wish=Wish(),
            centres=centre.near(db, None, 6),
        )


@blueprint.get("/browse")
def browse() -> Response:
    """Search, filters and results."""
    now, wish = clock.now(), browsing.wish(request.args)
    with database.session() as db:
        browsed = browsing.browse(db, wish, now)
        villages = browsing.villages(db, now)
        chosen = by_slug(db, wish.village) if wish.village else None
        return rendered(
            "browse.html",
            wish=wish,
            browsed=browsed,
            villages=villages,
            chosen=chosen,
            is_listed=chosen is None or any(chosen.id == village.id for village, _ in villages),
            removable=browsing.removable(wish, chosen.name if chosen else ""),
            sorts=browsing.sorts(),
            other=browsing.OTHER,
        )


@blueprint.get("/posts/<public_id>")
def post(public_id: str) -> Response:
    """A post: 410 when it was taken down, 404 while it waits and when there never was one."""
    now = clock.now()
    with database.session() as db:
        found = _public_post(db, public_id)
        others = browsing.browse(db, Wish(village=found.village.slug), now, 5).posts
        others = tuple(other for other in others if other.post.id != found.post.id)[:4]
        return rendered(
            "post.html", shown=found, others=others, share=sharing.share(found), structured=sharing.structured(found)
        )


@blueprint.get("/posts/<public_id>/card.jpg")
def post_card(public_id: str) -> Response:
    """The picture that a shared link shows where a post has no photo."""
    with database.session() as db:
        found = _public_post(db, public_id)
        response = Response(cards.card(sharing.card_of(found)), mimetype="image/jpeg")
    response.headers["Cache-Control"] = "private, max-age=300"
    response.add_etag()
    response.make_conditional(request)
    return response


def _public_post(db: Session, public_id: str) -> Shown:
    """The post at this address, if the public may see it."""
    now = clock.now()
    found = postings.by_public_id(db, public_id) if "\0" not in public_id else None
    if found is None:
        abort(410 if "\0" not in public_id and postings.is_gone(db, public_id) else 404)
    if found.state in postings.UNSEEN or found.kind not in pages():
        abort(404)
    if not found.is_shown(now):
        abort(410)
    return shown(found, pictures(db, [found.id], media.PREVIEW_SIDE).get(found.id, ()))


@blueprint.get("/villages/<slug>")
def village(slug: str) -> Response:
    """A village and what comes from it."""
    now = clock.now()
    with database.session() as db:
        place = by_slug(db, slug) if "\0" not in slug else None
        if place is None:
            abort(404)
        newest = [
            (page, browsing.browse(db, Wish(kind=page.kind, village=slug), now, ON_THE_HOME_PAGE))
            for page in pages().values()
        ]
        centres_here = [one for one in centre.near(db, place, CENTRES_LOOKED_AT) if centre.is_of(one, place)]
        return rendered("village.html", village=place, newest=newest, centres=centres_here)


@blueprint.get("/api/posts")
def api_posts() -> Response:
    """The results of the same filters as JSON."""
    now, wish = clock.now(), browsing.wish(request.args)
    with database.session() as db:
        return fresh(jsonify(feeds.page_json(browsing.browse(db, wish, now), wish, settings().base_url)))


@blueprint.get("/feed.xml")
def feed() -> Response:
    """The newest posts as Atom; takes the filters too."""
    now, wish = clock.now(), browsing.wish(request.args)
    with database.session() as db:
        newest = browsing.newest(db, wish, now, IN_THE_FEED)
        return fresh(Response(feeds.atom(newest, settings().base_url, now), content_type="application/atom+xml"))


@blueprint.get("/media/<name>.jpg")
def photo(name: str) -> Response:
    """A photo in one of its sizes, as long as its row and its post are there."""
    key, _, written = name.rpartition("-")
    size = next((size for size in media.SIZES if size == written), None)
    if size is None or "\0" in key:
        abort(404)
    with database.session() as db:
        row = db.execute(
            select(Photo.state, Posting.state)
            .outerjoin(Posting, Posting.id == Photo.posting_id)
            .where(Photo.key == key)
        ).first()
    if row is None or row[0] != PhotoState.READY or row[1] == PostingState.WITHDRAWN:
        abort(404)
    data = media.load(key, size)
    if data is None:
        abort(404)
    response = Response(data, mimetype="image/jpeg")
    response.headers["Cache-Control"] = f"private, max-age={A_DAY}"
    response.set_etag(name)  # a key's pixels never change
    response.make_conditional(request)
    return response


@blueprint.get("/privacy")
def privacy() -> Response:
    """The notice about personal data that people agree to."""
    return rendered("privacy.html", version=CONSENT_VERSION)


@blueprint.get("/simulator")
def simulator() -> Response:
    """Leads to the page of the stand-in that `bot run` started; with a real channel there is none."""
    to = settings().simulator
    if not to:
        abort(404)
    return Response("", 302, headers={"Location": f"{to}/simulator", "Cache-Control": "no-store"})


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Crawlers read pages, not doors."""
    closed = ("/callback", "/admin", "/api/", "/simulator", "/metrics")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    response = Response("\n".join(lines) + "\n", mimetype="text/plain")
    response.headers["Cache-Control"] = f"public, max-age={A_DAY}"
    return response
