"""The same posts for machines: JSON, and an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from datetime import datetime
from xml.etree import ElementTree

from bot.web.browsing import Browsed, Wish
from bot.web.showing import Shown
from handlers.posting import Json

ATOM = "http://www.w3.org/2005/Atom"


def post_json(shown: Shown, base_url: str) -> dict[str, Json]:
    """One post: what all kinds have, then what its kind adds."""
    village = shown.village
    published = shown.post.published_at
    made: dict[str, Json] = {
        "id": shown.post.public_id,
        "kind": shown.post.kind,
        "name": shown.name,
        "price": None,
        "state": str(shown.post.state),
        "url": base_url + shown.path,
        "description": shown.description,
        "village": {
            "slug": village.slug,
            "name": village.name,
            "tambon": village.tambon,
            "amphoe": village.amphoe,
            "province": village.province,
        },
        "phone": shown.sheet.phone,
        "pictures": [base_url + picture.full for picture in shown.pictures],
        "published": published.isoformat() if published else None,
    }
    return made | dict(shown.sheet.fields)


def page_json(browsed: Browsed, wish: Wish, base_url: str) -> dict[str, Json]:
    """`{"posts": […], "next": address of the next page or null, "total": posts that fit}`."""
    following = wish.query(page=browsed.next_page) if browsed.next_page else None
    return {
        "posts": [post_json(shown, base_url) for shown in browsed.posts],
        "next": f"{base_url}/api/posts{following}" if following else None,
        "total": browsed.total,
    }


def atom(posts: Sequence[Shown], base_url: str, now: datetime) -> bytes:
    """The newest posts. A control character, which XML cannot hold, is gone already (showing.plain)."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    newest = max((p.post.published_at for p in posts if p.post.published_at), default=now)
    _text(feed, "title", "เน็ตอาสา: ของดีจากหมู่บ้าน")
    _text(feed, "id", f"{base_url}/")
    _text(feed, "updated", newest.isoformat())
    _link(feed, "self", f"{base_url}/feed.xml")
    _link(feed, "alternate", f"{base_url}/browse")
    for shown in posts:
        entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        published = (shown.post.published_at or newest).isoformat()
        _text(entry, "title", f"{shown.name} · {shown.sheet.headline}")
        _text(entry, "id", base_url + shown.path)
        _text(entry, "published", published)
        _text(entry, "updated", published)
        _link(entry, "alternate", base_url + shown.path)
        author = ElementTree.SubElement(entry, f"{{{ATOM}}}author")
        _text(author, "name", shown.village.name)
        _text(entry, "summary", shown.description or f"{shown.page.title}จาก{shown.village.name}")
    made: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return made


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _link(parent: ElementTree.Element, rel: str, href: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": href})
