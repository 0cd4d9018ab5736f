"""What a person does with a phone, and what LINE makes of it: a message in the chat and an event for the bot."""

from __future__ import annotations

import random
from dataclasses import dataclass

from bot.simulator.identifiers import image_set_id
from bot.simulator.limits.length import utf16_units
from bot.simulator.line import Line
from bot.simulator.people import NoSuch, Person
from bot.simulator.reading import Button, read
from bot.simulator.rich_menus import areas_of, menu_of
from bot.simulator.samples import kind_of
from bot.simulator.webhooks import BOT_USER_ID
from bot.simulator.wire import JsonObject, parse, word

BOT_MENTION = "@เน็ตอาสา"


class Impossible(ValueError):
    """A phone cannot do this now; the text says why."""


@dataclass(frozen=True)
class Sent:
    """What came of a deed: ids of messages and events, and what the phone itself did (opened a page, copied …)."""

    messages: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    opened: JsonObject | None = None

    def as_json(self) -> JsonObject:
        """The same as JSON."""
        told: JsonObject = {"messages": list(self.messages), "events": list(self.events)}
        return told | ({"phone": self.opened} if self.opened else {})


class Deeds:
    """Everything the owner of a phone can do. `chat` is a group's id, or None for the chat with the bot."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def say(
        self, who: str, text: str, *, chat: str | None = None, mentions_bot: bool = False, quotes: str | None = None
    ) -> Sent:
        """Types a text; in a group it may mention the bot, anywhere it may quote a message."""
        if not text or utf16_units(text) > 10_000:
            raise Impossible("LINE sends texts of 1 to 10,000 characters")
        content: JsonObject = {"type": "text", "text": text}
        if mentions_bot:
            if BOT_MENTION not in text:
                content["text"] = text = f"{BOT_MENTION} {text}"
            at = utf16_units(text[: text.index(BOT_MENTION)])
            mentionee: JsonObject = {"index": at, "length": utf16_units(BOT_MENTION), "type": "user", "isSelf": True}
            content["mention"] = {"mentionees": [mentionee | {"userId": BOT_USER_ID}]}
        if quotes:
            content["quotedMessageId"] = quotes
        return self._speak(who, chat, [content])

    def sticker(self, who: str, package: str, sticker: str, keywords: list[str], *, chat: str | None = None) -> Sent:
        """Sends a sticker; keywords are what LINE believes it says."""
        content: JsonObject = {
            "type": "sticker",
            "packageId": package,
            "stickerId": sticker,
            "stickerResourceType": "STATIC",
        }
        return self._speak(who, chat, [content | ({"keywords": keywords} if keywords else {})])

    def location(
        self, who: str, latitude: float, longitude: float, title: str, address: str, *, chat: str | None = None
    ) -> Sent:
        """Sends a pin; title and address are left out when empty, as LINE does."""
        content: JsonObject = {"type": "location", "latitude": latitude, "longitude": longitude}
        content |= {key: value for key, value in (("title", title), ("address", address)) if value}
        return self._speak(who, chat, [content])

    def photos(self, who: str, pictures: list[bytes], *, chat: str | None = None) -> Sent:
        """Sends photos; several at once are several events of one image set, in any order."""
        if not 1 <= len(pictures) <= 50:
            raise Impossible("LINE sends 1 to 50 photos at once")
        contents: list[JsonObject] = []
        set_id = image_set_id()
        for index in range(len(pictures)):
            content: JsonObject = {"type": "image", "contentProvider": {"type": "line"}}
            if len(pictures) > 1:
                content["imageSet"] = {"id": set_id, "index": index + 1, "total": len(pictures)}
            contents.append(content)
        return self._speak(who, chat, contents, [(kind_of(data), data) for data in pictures])

    def recording(self, who: str, kind: str, data: bytes, mime: str, ms: int, *, chat: str | None = None) -> Sent:
        """Sends a voice (`audio`) or a `video` of so many milliseconds."""
        content: JsonObject = {"type": kind, "duration": ms, "contentProvider": {"type": "line"}}
        return self._speak(who, chat, [content], [(mime, data)])

    def file(self, who: str, name: str, data: bytes, *, chat: str | None = None) -> Sent:
        """Sends a file."""
        content: JsonObject = {"type": "file", "fileName": name, "fileSize": len(data)}
        return self._speak(who, chat, [content], [("application/octet-stream", data)])

    def tap(self, who: str, message: str, which: int | str, value: str = "") -> Sent:
        """Taps the button of a message with this number (from 0, quick replies last) or these words.

        `value` is what a date or time picker is set to. Raises `Impossible` when there is no such button there.
        """
        chat = self._line.chats.is_on(who, message)
        if chat is None:
            raise NoSuch(f"There is no message {message!r} on this phone")
        person = self._able(who, chat)
        button = self._button(who, chat, message, which)
        shows = word(button.action, "displayText") or word(button.action, "text")
        self._line.chats.note(who, chat, "tapped", {"id": message, "label": button.label, "shows": shows})
        return self._do(person, chat, button.action, value)

    def tap_menu(self, who: str, area: int, value: str = "") -> Sent:
        """Taps an area (from 0) of the rich menu under the chat with the bot."""
        person = self._able(who, who)
        actions = areas_of(menu_of(self._line.state, who))
        if not 0 <= area < len(actions):
            raise Impossible("There is no such area on the menu of this phone")
        return self._do(person, who, actions[area], value)

    def unsend(self, who: str, message: str) -> Sent:
        """Takes back a message that this person sent."""
        with self._line.state.change():
            chat = self._line.chats.unsend(who, message)
            event = self._event(chat, "unsend", self.source(who, chat), {"unsend": {"messageId": message}})
        return self._send(chat, [event])

    def edit(self, who: str, message: str, text: str) -> Sent:
        """Changes the words of a text of this person in a group: LINE has no editing in chats with an account."""
        chat = self._line.chats.is_on(who, message)
        if chat is None or not chat.startswith("C"):
            raise Impossible("LINE lets people edit messages in groups only, not in a chat with an account")
        if not text or utf16_units(text) > 10_000:
            raise Impossible("LINE sends texts of 1 to 10,000 characters")
        self._able(who, chat)
        with self._line.state.change():
            self._line.chats.edit(who, message, text)
            if not self._line.people.group(chat).has_bot:
                return Sent((message,))
            own: JsonObject = {"message": {"type": "text", "id": message, "text": text}}
            event = self._event(chat, "messageEdited", self.source(who, chat), own, answerable=True)
        return self._send(chat, [event], (message,))

    def follow(self, who: str) -> Sent:
        """Adds the bot's account as a friend, or unblocks it."""
        person = self._line.people.find(who)
        with self._line.state.change():
            self._line.people.befriend(person.user_id, "friend")
            self._line.chats.note(person.user_id, person.user_id, "followed", {})
            own: JsonObject = {"follow": {"isUnblocked": person.friendship == "blocked"}}
            event = self._event(person.user_id, "follow", self.source(who, who), own, answerable=True)
        return self._send(who, [event])

    def block(self, who: str) -> Sent:
        """Blocks the bot's account."""
        with self._line.state.change():
            self._line.people.befriend(who, "blocked")
            self._line.chats.note(who, who, "blocked", {})
            event = self._event(who, "unfollow", self.source(who, who), {})
        return self._send(who, [event])

    def invite_bot(self, group: str, *, is_in: bool = True) -> Sent:
        """The bot's account is taken into a group (`join`) or put out of it (`leave`)."""
        with self._line.state.change():
            self._line.people.seat_bot(group, is_in=is_in)
            source: JsonObject = {"type": "group", "groupId": group}
            event = self._event(group, "join" if is_in else "leave", source, {}, answerable=is_in)
        return self._send(group, [event])

    def join_group(self, group: str, who: str, *, is_in: bool = True) -> Sent:
        """A person enters a group or leaves it; a bot that sits there is told."""
        with self._line.state.change():
            (self._line.people.join if is_in else self._line.people.leave)(group, who)
            if not self._line.people.group(group).has_bot:
                return Sent()
            members: JsonObject = {"members": [{"type": "user", "userId": who}]}
            kind, key = ("memberJoined", "joined") if is_in else ("memberLeft", "left")
            source: JsonObject = {"type": "group", "groupId": group}
            event = self._event(group, kind, source, {key: members}, answerable=is_in)
        return self._send(group, [event])

    def source(self, who: str, chat: str) -> JsonObject:
        """Where an event comes from, as LINE writes it."""
        if chat.startswith("C"):
            return {"type": "group", "groupId": chat, "userId": who}
        return {"type": "user", "userId": who}

    def _able(self, who: str, chat: str) -> Person:
        person = self._line.people.find(who)
        if chat.startswith("C") and person.user_id not in self._line.people.group(chat).members:
            raise Impossible(f"{person.name} is not in that group")
        if chat.startswith("U") and person.friendship == "blocked":
            raise Impossible(f"{person.name} has blocked the account and must unblock it first")
        return person

    def _speak(
        self, who: str, chat: str | None, contents: list[JsonObject], data: list[tuple[str, bytes]] | None = None
    ) -> Sent:
        """Messages of a person, each an event of its own."""
        person = self._able(who, chat or who)
        place = chat or person.user_id
        ids, events = [], []
        with self._line.state.change():
            if person.friendship == "stranger" and not place.startswith("C"):
                self._line.people.befriend(person.user_id, "friend")
            for index, content in enumerate(contents):
                made = self._line.chats.put(place, person.user_id, content)
                ids.append(word(made, "id"))
                if data:
                    self._line.chats.keep_content(ids[-1], *data[index])
                events.append(self._message_event(person.user_id, place, made, content))
        return self._send(place, [event for event in events if event], tuple(ids))

    def _message_event(self, who: str, chat: str, made: JsonObject, content: JsonObject) -> JsonObject | None:
        if chat.startswith("C") and not self._line.people.group(chat).has_bot:
            return None
        message: JsonObject = {**content, "id": word(made, "id")}
        if "quoteToken" in made:
            message["quoteToken"] = made["quoteToken"]
        return self._event(chat, "message", self.source(who, chat), {"message": message}, answerable=True)

    def _do(self, person: Person, chat: str, action: JsonObject, value: str) -> Sent:
        """What LINE does for an action: a message, a postback, or something on the phone itself."""
        kind = word(action, "type")
        if kind == "message":
            return self._speak(person.user_id, chat, [{"type": "text", "text": word(action, "text")}])
        if kind in ("postback", "datetimepicker", "richmenuswitch"):
            return self._postback(person, chat, action, value)
        opened: JsonObject = {"does": kind, **{key: part for key, part in action.items() if key != "area"}}
        self._line.chats.note(person.user_id, chat, "opened", opened)
        return Sent(opened=opened)

    def _button(self, who: str, chat: str, message: str, which: int | str) -> Button:
        seen = read(parse(str(self._line.chats.message(message)["body"])))
        found = seen.tappable()
        if not self._line.chats.is_last(who, chat, message):
            found = seen.buttons  # quick replies vanish when anything newer is in the chat
        if isinstance(which, int) and 0 <= which < len(found):
            return found[which]
        for button in found:
            if button.label == which:
                return button
        raise Impossible(f"There is no button {which!r} on that message now")

    def _postback(self, person: Person, chat: str, action: JsonObject, value: str) -> Sent:
        own: JsonObject = {"data": word(action, "data")}
        kind = word(action, "type")
        if kind == "datetimepicker":
            own["params"] = {word(action, "mode"): value or word(action, "initial") or word(action, "min")}
        if kind == "richmenuswitch":
            own["params"] = {"newRichMenuAliasId": word(action, "richMenuAliasId"), "status": "SUCCESS"}
        shown = word(action, "displayText") or word(action, "text")
        ids: tuple[str, ...] = ()
        with self._line.state.change():
            events = [
                self._event(chat, "postback", self.source(person.user_id, chat), {"postback": own}, answerable=True)
            ]
            if shown:
                content: JsonObject = {"type": "text", "text": shown}
                made = self._line.chats.put(chat, person.user_id, content)
                ids = (word(made, "id"),)
                if word(action, "text"):  # the old `text` is also a message of the person; displayText is only shown
                    told = self._message_event(person.user_id, chat, made, content)
                    events += [told] if told else []
        return self._send(chat, events, ids)

    def _event(
        self, chat: str, kind: str, source: JsonObject, own: JsonObject, *, answerable: bool = False
    ) -> JsonObject:
        token = self._line.calls.issue_reply_token(chat) if answerable else None
        return self._line.webhooks.record(chat, kind, source, own, token)

    def _send(self, chat: str, events: list[JsonObject], messages: tuple[str, ...] = ()) -> Sent:
        ordered = random.sample(events, len(events)) if _is_image_set(events) else events
        if self._line.state.setting("photos_in_one_body") and ordered:
            self._line.webhooks.send(chat, *ordered)
        else:
            for event in ordered:
                self._line.webhooks.send(chat, event)
        return Sent(messages, tuple(word(event, "webhookEventId") for event in events))


def _is_image_set(events: list[JsonObject]) -> bool:
    """LINE promises no order among the photos of a set."""
    return len(events) > 1 and all("imageSet" in str(event.get("message")) for event in events)
