"""News of a village: the sentence that began it is the story, word for word; its first sentence the headline."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo
from typing import Final

from handlers.announcing import notices
from handlers.capability import Capability, Context, Form, Found
from handlers.dates import thai_day
from handlers.posting import Page, Sheet, browsing, publishing, searching
from handlers.posting.kind import Kind, filling, of
from handlers.replies import Answer, Button, Row, Start, say
from intents.intent import Value
from models.posting import Posting
from models.posting.news import News, headline
from models.role import Action

_WISH: Final = re.compile(
    r"(?:(?:สวัสดี|รบกวน|ขอ|ช่วย|ฝาก|อยาก(?:จะ)?|จะ|เพิ่ม|ลง|โพสต์|ส่ง|แจ้ง|ประชาสัมพันธ์|ประกาศ|มี)\s?)*ข่าว(?:สาร)?"
    r"(?:นี้)?(?:ของ|ใน)?(?:หมู่บ้าน|ชุมชน)?(?:เรา)?(?:ให้|เพิ่ม)?(?:หน่อย|ด้วย|ที|นะ|นึง|หนึ่งเรื่อง|\s)*"
    r"(?:ค่ะ|คะ|ครับ|คับ|จ้า|จ้ะ|เจ้า|เด้อ)?(?:\s?(?:ว่า|คือ|เรื่อง))?[\s:,.-]*"
)
"""The wish to put news in, which is not the news."""
_PLEASE: Final = re.compile(
    r"(?:สวัสดี\S*\s|รบกวน\s?)?(?:ขอ|ช่วย|ฝาก)(?:แจ้ง|ประชาสัมพันธ์|บอกต่อ|บอก|ลง|กระจายข่าว)(?:ให้|ด้วย|หน่อย|ที|นะ|\s)*(?:ค่ะ|คะ|ครับ|คับ|จ้า|จ้ะ|เด้อ)?[\s:,]+"
)
"""The same without a word for news."""
_GENERIC: Final = (
    "ข่าวสาร", "ข่าว", "หมู่บ้าน", "ชุมชน", "ล่าสุด", "ตำบล", "อำเภอ", "จังหวัด", "ต.", "อ.", "จ.", "ใน", "แถว", "ของ", "เรา",
)  # fmt: skip
_SHORTEST: Final = 8
"""Letters of a story: less is not one."""


def _read(form: Form) -> dict[str, Value]:
    if "text" in form.values or not form.written:
        return {}
    wish = _WISH.match(form.written)
    story = form.written[wish.end() :].strip() if wish else form.written.strip()
    return {"text": story} if sum(map(str.isalpha, story)) >= _SHORTEST else {}


def _headline(story: str) -> str:
    """From the first sentence, which may begin with the wish: "ฝากประชาสัมพันธ์หน่อยครับ วันอาทิตย์นี้ …"."""
    wish = _WISH.match(story) or _PLEASE.match(story)
    rest = story[wish.end() :].strip() if wish else story
    return headline(rest if sum(map(str.isalpha, rest)) >= _SHORTEST else story)


def _fill(news: News, form: Form, now: datetime) -> None:
    # Not above: the web program reads this file, and intents.entities would load PyThaiNLP into it.
    from intents.entities.when import when

    news.description = form.text_of("text")
    news.name = form.text_of("name") or _headline(news.description)
    moment = when(f"{form.text_of('date')} {form.text_of('time')}".strip(), now=now)
    news.event_date, news.event_end = moment.date, moment.end_date
    news.event_time = moment.time if form.text_of("time") else None
    news.venue = form.text_of("place")


def _slots(news: News) -> dict[str, Value]:
    known: dict[str, Value] = {"text": news.description}
    if news.name != _headline(news.description):
        # One that was made from the story is made anew when the story changes.
        known["name"] = news.name
    if news.event_date is not None:
        day, end = news.event_date, news.event_end
        until = f" ถึง {end.day}/{end.month}/{end.year}" if end else ""
        known["date"] = f"{day.day}/{day.month}/{day.year}{until}"
    if news.event_time is not None:
        known["time"] = f"{news.event_time:%H:%M}"
    return known | ({"place": news.venue} if news.venue else {})


def day_of(news: News) -> str:
    """`ส. 21 พ.ย. 2569 เวลา 09:00`; empty without a day."""
    if news.event_date is None:
        return f"เวลา {news.event_time:%H:%M}" if news.event_time else ""
    until = f" – {thai_day(news.event_end)}" if news.event_end and news.event_end != news.event_date else ""
    return thai_day(news.event_date) + until + (f" เวลา {news.event_time:%H:%M}" if news.event_time else "")


def facts(news: News) -> tuple[Row, ...]:
    """Its day and its place, where it names them."""
    rows = (Row("วันที่", day_of(news)), Row("ที่", news.venue))
    return tuple(row for row in rows if row.value)


def _subject(form: Form) -> str:
    """News has headlines of all kinds, so what a question is about is what is left of it."""
    day = form.text_of("date")
    return notices.subject(form.text.replace(day, " ") if day else form.text)


def _narrow(context: Context, form: Form, posts: Sequence[Posting]) -> Sequence[Posting]:
    """ "ข่าวเดือนนี้": of that time, by its day or by the day on which it was put in."""
    from intents.entities.when import when

    moment = when(form.text_of("date"), now=context.now) if form.text_of("date") else None
    if moment is None or moment.date is None:
        return posts
    first, last = moment.date, moment.end_date or moment.date
    return [post for post in posts if any(first <= day <= last for day in _days(post, context.now.tzinfo))]


def _days(post: Posting, zone: tzinfo | None) -> list[date]:
    """The day that it is about, and the day on which it was put in."""
    put_in = post.published_at.astimezone(zone).date() if post.published_at else None
    return [day for day in (post.event_date if isinstance(post, News) else None, put_in) if day is not None]


def _sheet(news: News) -> Sheet:
    day = news.event_date.isoformat() if news.event_date else None
    published = news.published_at.isoformat() if news.published_at else None
    return Sheet(
        headline=day_of(news) or f"ข่าวจาก{news.village.name}",
        rows=tuple(row for row in facts(news) if row.label != "วันที่"),
        fields={
            "date": day,
            "end_date": news.event_end.isoformat() if news.event_end else None,
            "time": f"{news.event_time:%H:%M}" if news.event_time else None,
            "place": news.venue or None,
        },
        structured={"@type": "NewsArticle", "headline": news.name, "datePublished": published},
    )


PAGE = Page(
    kind="news", title="ข่าว", sold_out="จบแล้ว", empty="ยังไม่มีข่าว", model=News, sheet=of(News, _sheet), order=20,
)  # fmt: skip

KIND = Kind(
    page=PAGE,
    posts="post_news",
    browses="browse_news",
    action=Action.POST_STORY,
    wish="ลงข่าวหมู่บ้าน",
    found="มีข่าว",
    fill=filling(News, _fill),
    slots=of(News, _slots),
    facts=of(News, facts),
    read=_read,
    narrow=_narrow,
    subject=_subject,
    generic=_GENERIC,
)


# --- asking -----------------------------------------------------------------------------------------------------------


def _look(context: Context, form: Form) -> Found:
    """ "ประชุมกี่โมง": a notice of the own village answers it before news does."""
    told = notices.told_about(context, form) if not form.text_of("from") else None
    if told is not None and form.text:
        return Found(answer=replace(told, choices=(*told.choices, Button("อ่านข่าวหมู่บ้าน", Start("browse_news")))))
    hits = searching.results(KIND, context, form)
    if hits.posts:
        listed = browsing.listed(KIND, context, form, hits)
        return Found(answer=Answer(told.replies[:3]).plus(listed) if told is not None else listed)
    return Found(answer=told or _unknown(context, form, hits.sought))


def _unknown(context: Context, form: Form, sought: searching.Asked) -> Answer:
    if not sought.words:
        return browsing.nothing(KIND, form, sought)
    first, news = f"ยังไม่มีข่าวหรือประกาศเรื่อง “{sought.words}” ค่ะ", Button("อ่านข่าวหมู่บ้าน", Start("browse_news"))
    if context.person.village is None:
        join = Button("เข้าร่วมหมู่บ้าน", Start("register"))
        return say(first, "อยากรู้เรื่องที่ผู้ใหญ่บ้านประกาศ เข้าร่วมหมู่บ้านก่อนนะคะ", choices=(join, news))
    return say(first, "ถามผู้ใหญ่บ้านหรือเน็ตอาสาได้นะคะ", choices=(Button("คุยกับคน", Start("talk_to_human")), news))


CAPABILITIES = (publishing.capability(KIND), Capability(KIND.browses, look=_look))
