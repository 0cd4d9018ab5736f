"""Flex messages by LINE's layout rules, measured in the browser. Source: LINE, "Flex Message layout" and "elements"."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from bot.simulator.phone import Phone
from bot.simulator.wire import JsonObject, inner
from tests.simulator.page.conftest import SELLER, Desk, Window
from tests.simulator.page.test_messages import jpeg
from tests.simulator.tiny_bot import Caller, TinyBot

Draw = Callable[..., Locator]
LONG = "น้ำพริกตาแดงสูตรคุณยายตำมือทุกครกใส่สมุนไพรครบทุกอย่างไม่ใส่ผงชูรส" * 3


@pytest.fixture
def home(bot: TinyBot) -> str:
    bot.pictures = {"/a.jpg": jpeg()}
    return bot.url.removesuffix("/callback")


@pytest.fixture
def draw(window: Window, caller: Caller, seller: Phone) -> Draw:
    """Sends a bubble with this body (and more blocks), on a wide window; the bubble."""
    desk = window(width=1700, height=1000)

    def send(*contents: JsonObject, layout: str = "vertical", box: JsonObject | None = None, **more: object) -> Locator:
        body: JsonObject = {"type": "box", "layout": layout, "contents": list(contents), **(box or {})}
        return bubble(desk, caller, seller, {"type": "bubble", "body": body, **more})

    return send


def bubble(desk: Desk, caller: Caller, seller: Phone, contents: JsonObject) -> Locator:
    rows = desk.phone(SELLER).locator(".row")
    there = rows.count()
    answer = caller.push(seller.user_id, {"type": "flex", "altText": "การ์ด", "contents": contents})
    assert answer.status == 200, answer.body
    expect(rows).to_have_count(there + 1)
    return rows.nth(there).locator(".flex-bubble").first


def words(text: str, **more: object) -> JsonObject:
    return {"type": "text", "text": text, **more}


def rect(locator: Locator) -> dict[str, float]:
    found: dict[str, float] = locator.evaluate(
        "e => { const r = e.getBoundingClientRect();"
        " return { x: r.x, y: r.y, width: r.width, height: r.height, right: r.right, bottom: r.bottom } }"
    )
    return found


def style(locator: Locator, name: str) -> str:
    return str(locator.evaluate("(e, name) => getComputedStyle(e).getPropertyValue(name)", name))


def part(drawn: Locator, text: str) -> Locator:
    return drawn.locator(".flex-text").filter(has_text=text)


@pytest.mark.parametrize(
    ("size", "width"),
    [("nano", 120), ("micro", 160), ("deca", 220), ("hecto", 241), ("kilo", 260), ("mega", 300), (None, 300)],
)
def test_bubbles_have_their_widths(draw: Draw, size: str | None, width: int) -> None:
    assert rect(draw(words("ก"), **({"size": size} if size else {})))["width"] == width


def test_the_widest_bubble_stays_on_the_phone(draw: Draw) -> None:
    drawn = draw(words(LONG, wrap=True), size="giga")
    screen = rect(drawn.locator("xpath=ancestor::*[contains(@class,'chat')]"))
    assert 300 < rect(drawn)["width"] <= 500
    assert rect(drawn)["right"] <= screen["right"]


@pytest.mark.parametrize(
    ("size", "corner", "body", "with_footer"),
    [
        ("mega", "17px", "19px 20px 20px", "19px 20px 10px"),
        ("kilo", "10px", "13px", "13px 13px 17px"),
        ("hecto", "10px", "11px 14px 13px", "11px 14px 17px"),
        ("micro", "10px", "10px", "10px"),
    ],
)
def test_corners_and_paddings_go_with_the_size(draw: Draw, size: str, corner: str, body: str, with_footer: str) -> None:
    footer: JsonObject = {"type": "box", "layout": "vertical", "contents": [words("ท้าย")]}
    drawn = draw(words("ก"), size=size)
    assert style(drawn, "border-radius") == corner
    assert style(drawn.locator(".flex-body > .flex-box"), "padding") == body
    drawn = draw(words("ก"), size=size, footer=footer)
    assert style(drawn.locator(".flex-body > .flex-box"), "padding") == with_footer
    assert style(drawn.locator(".flex-footer > .flex-box"), "padding") == "10px"


def test_words_that_may_shrink_fit_on_their_line(draw: Draw) -> None:
    long = "ประชุมหมู่บ้านประจำเดือนที่ศาลา"
    action = {"type": "message", "label": f"{long} ค่ะ", "text": "ไป"}
    button: JsonObject = {"type": "button", "adjustMode": "shrink-to-fit", "action": action}
    drawn = draw(
        words(long, size="xxl", adjustMode="shrink-to-fit"), words(long[:6], adjustMode="shrink-to-fit"), button
    )
    for letters in (part(drawn, long).locator("p"), drawn.get_by_role("button")):
        expect(letters).not_to_have_css("font-size", "29px")
        assert letters.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert 11 <= float(style(part(drawn, long).locator("p"), "font-size")[:-2]) < 29
    assert style(drawn.locator("p").nth(1), "font-size") == "16px"


def test_a_horizontal_box_is_shared_by_flex(draw: Draw) -> None:
    drawn = draw(words("หนึ่ง", flex=1), words("สอง", flex=2), words("สาม", flex=1), layout="horizontal")
    one, two, three = (rect(part(drawn, name)) for name in ("หนึ่ง", "สอง", "สาม"))
    assert two["width"] == pytest.approx(2 * one["width"], abs=1)
    assert three["width"] == pytest.approx(one["width"], abs=1)
    assert one["y"] == two["y"]
    assert one["width"] + two["width"] + three["width"] == pytest.approx(300 - 40, abs=1)


def test_flex_zero_takes_what_its_content_needs(draw: Draw) -> None:
    drawn = draw(words("สั้น", flex=0), words("ที่เหลือ"), layout="horizontal")
    assert rect(part(drawn, "สั้น"))["width"] < 60
    assert rect(part(drawn, "ที่เหลือ"))["width"] > 190


def test_vertical_flex_shares_the_height_that_is_left(draw: Draw) -> None:
    low, high = words("ต่ำ", flex=1, gravity="bottom"), words("สูง", flex=3)
    inner_box: JsonObject = {"type": "box", "layout": "vertical", "height": "240px", "contents": [low, high]}
    drawn = draw(inner_box)
    one, two = rect(part(drawn, "ต่ำ")), rect(part(drawn, "สูง"))
    assert one["height"] + two["height"] == pytest.approx(240, abs=1)
    assert two["height"] > one["height"] + 60
    letters = rect(part(drawn, "ต่ำ").locator("p"))
    assert letters["bottom"] == pytest.approx(one["bottom"], abs=1)


@pytest.mark.parametrize(
    ("given", "pixels"), [("none", 0), ("xs", 2), ("sm", 4), ("md", 8), ("lg", 12), ("xl", 16), ("xxl", 20), ("7px", 7)]
)
def test_spacing_and_margin(draw: Draw, given: str, pixels: int) -> None:
    drawn = draw(words("ก"), words("ข"), words("ค", margin="xxl"), box={"spacing": given})
    a, b, c = (rect(part(drawn, name)) for name in "กขค")
    assert b["y"] - a["bottom"] == pytest.approx(pixels, abs=0.6)
    assert c["y"] - b["bottom"] == pytest.approx(20, abs=0.6)


def test_the_first_component_has_no_margin_and_paddings_are_kept(draw: Draw) -> None:
    drawn = draw(words("ก", margin="xxl"), box={"paddingAll": "10px", "paddingStart": "30px"})
    assert rect(part(drawn, "ก"))["y"] - rect(drawn)["y"] == pytest.approx(10, abs=0.6)
    assert rect(part(drawn, "ก"))["x"] - rect(drawn)["x"] == pytest.approx(30, abs=0.6)


@pytest.mark.parametrize(
    ("given", "pixels"), [("xxs", 11), ("sm", 14), ("md", 16), ("xl", 22), ("5xl", 74), ("33px", 33)]
)
def test_sizes_of_words(draw: Draw, given: str, pixels: int) -> None:
    drawn = draw(words("ก", size=given))
    assert style(drawn.locator("p"), "font-size") == f"{pixels}px"


def test_long_words_in_thai_are_cut_wrapped_or_clamped(draw: Draw) -> None:
    cut = draw(words(LONG))
    assert rect(cut.locator("p"))["height"] < 30
    assert style(cut.locator("p"), "text-overflow") == "ellipsis"
    wrapped = draw(words(LONG, wrap=True))
    assert rect(wrapped.locator("p"))["height"] > 60
    assert rect(wrapped)["width"] == 300
    clamped = draw(words(LONG, wrap=True, maxLines=2))
    assert rect(clamped.locator("p"))["height"] == pytest.approx(2 * 16 * 1.4, abs=2)
    unbroken = draw(words("a" * 300, wrap=True))
    assert unbroken.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_looks_of_words_and_spans(draw: Draw) -> None:
    spans = [
        {"type": "span", "text": "ลด", "color": "#ff0000", "weight": "bold", "size": "xl"},
        {"type": "span", "text": "เดิม", "decoration": "line-through"},
        {"type": "span", "text": "เอน", "style": "italic"},
    ]
    drawn = draw(words("ราคา", align="end", color="#123456", lineSpacing="10px", wrap=True, contents=spans))
    line = drawn.locator("p")
    assert style(line, "text-align") == "end"
    assert style(line, "color") == "rgb(18, 52, 86)"
    assert style(line, "line-height") == f"{16 * 1.4 + 10:g}px"
    one, two, three = line.locator("span").all()
    assert (style(one, "color"), style(one, "font-weight"), style(one, "font-size")) == (
        "rgb(255, 0, 0)",
        "700",
        "22px",
    )
    assert "line-through" in style(two, "text-decoration")
    assert style(three, "font-style") == "italic"
    assert style(two, "color") == "rgb(18, 52, 86)"


def test_a_baseline_box_aligns_letters_of_all_sizes(draw: Draw, home: str) -> None:
    icon = {"type": "icon", "url": f"{home}/a.jpg", "size": "md"}
    drawn = draw(icon, words("เล็ก", size="sm", flex=0), words("ใหญ่", size="3xl"), layout="baseline")
    small, large = part(drawn, "เล็ก"), part(drawn, "ใหญ่")
    assert style(drawn.locator(".flex-box"), "align-items") == "baseline"
    assert rect(small)["bottom"] < rect(large)["bottom"]
    assert rect(drawn.locator("img"))["height"] == 16


def test_gravity_align_and_justify(draw: Draw) -> None:
    tall: JsonObject = {
        "type": "box",
        "layout": "vertical",
        "height": "100px",
        "contents": [],
        "backgroundColor": "#eeeeee",
    }
    drawn = draw(
        words("บน"), words("กลาง", gravity="center"), words("ล่าง", gravity="bottom"), tall, layout="horizontal"
    )
    top, middle, bottom = (rect(part(drawn, name).locator("p")) for name in ("บน", "กลาง", "ล่าง"))
    frame = rect(drawn.locator(".flex-box .flex-box"))
    assert top["y"] == pytest.approx(frame["y"], abs=1)
    assert middle["y"] + middle["height"] / 2 == pytest.approx(frame["y"] + 50, abs=1)
    assert bottom["bottom"] == pytest.approx(frame["bottom"], abs=1)
    spread = draw(
        words("ซ้าย", flex=0), words("ขวา", flex=0), layout="horizontal", box={"justifyContent": "space-between"}
    )
    assert rect(part(spread, "ขวา"))["right"] == pytest.approx(rect(spread)["right"] - 20, abs=1)
    centred = draw(words("กลาง"), box={"alignItems": "center"})
    letters = rect(part(centred, "กลาง"))
    assert letters["x"] + letters["width"] / 2 == pytest.approx(rect(centred)["x"] + 150, abs=1)


def test_measures_borders_corners_and_grounds_of_boxes(draw: Draw) -> None:
    ground = {"type": "linearGradient", "angle": "90deg", "startColor": "#ff0000", "endColor": "#0000ff"}
    box: JsonObject = {
        "type": "box", "layout": "vertical", "contents": [words("ก")], "width": "50%", "height": "80px",
        "borderWidth": "medium", "borderColor": "#00ff00", "cornerRadius": "lg", "background": ground,
    }  # fmt: skip
    framed = draw(box).locator(".flex-box .flex-box")
    assert rect(framed)["width"] == pytest.approx(130, abs=1)
    assert rect(framed)["height"] == 80
    assert style(framed, "border-top-width") == "2px"
    assert style(framed, "border-radius") == "12px"
    assert "linear-gradient(90deg, rgb(255, 0, 0)" in style(framed, "background-image")
    plain = draw({"type": "box", "layout": "vertical", "contents": [words("ข")], "maxWidth": "90px"})
    assert rect(plain.locator(".flex-box .flex-box"))["width"] <= 90


def test_absolute_and_relative_offsets(draw: Draw) -> None:
    badge: JsonObject = {
        "type": "box", "layout": "vertical", "contents": [words("ใหม่")], "position": "absolute",
        "offsetTop": "5px", "offsetEnd": "10px", "backgroundColor": "#ff0000cc",
    }  # fmt: skip
    drawn = draw(words("ก"), badge, words("ข", offsetTop="6px", offsetStart="9px"))
    frame, placed = rect(drawn), rect(drawn.locator(".flex-box .flex-box"))
    assert placed["y"] == pytest.approx(frame["y"] + 5, abs=1)
    assert placed["right"] == pytest.approx(frame["right"] - 10, abs=1)
    first, moved = rect(part(drawn, "ก")), rect(part(drawn, "ข"))
    assert moved["y"] == pytest.approx(first["bottom"] + 6, abs=1)
    assert moved["x"] == pytest.approx(first["x"] + 9, abs=1)


@pytest.mark.parametrize(
    ("size", "width"), [("xxs", 40), ("md", 100), ("5xl", 220), ("full", 260), ("50px", 50), ("25%", 65)]
)
def test_sizes_and_ratios_of_images(draw: Draw, home: str, size: str, width: int) -> None:
    image = {"type": "image", "url": f"{home}/a.jpg", "size": size, "aspectRatio": "20:10", "aspectMode": "cover"}
    shown = draw(image).get_by_role("img")
    assert rect(shown)["width"] == pytest.approx(width, abs=1)
    assert rect(shown)["height"] == pytest.approx(width / 2, abs=1)
    assert style(shown, "object-fit") == "cover"


def test_an_image_fits_unless_it_covers_and_has_its_ground(draw: Draw, home: str) -> None:
    image = {"type": "image", "url": f"{home}/a.jpg", "backgroundColor": "#112233", "align": "end"}
    drawn = draw(image)
    shown = drawn.get_by_role("img")
    assert style(shown, "object-fit") == "contain"
    assert style(shown, "background-color") == "rgb(17, 34, 51)"
    assert rect(shown)["right"] == pytest.approx(rect(drawn)["right"] - 20, abs=1)


def test_hero_header_footer_and_their_grounds(draw: Draw, home: str) -> None:
    hero = {"type": "image", "url": f"{home}/a.jpg", "size": "full", "aspectRatio": "20:13", "aspectMode": "cover"}
    box: JsonObject = {"type": "box", "layout": "vertical", "contents": [words("หัว")]}
    foot: JsonObject = {"type": "box", "layout": "vertical", "contents": [words("ท้าย")]}
    looks = {"header": {"backgroundColor": "#00ffff"}, "footer": {"separator": True}}
    drawn = draw(words("ตัว"), header=box, hero=hero, footer=foot, styles=looks)
    order = [rect(drawn.locator(f".flex-{name}"))["y"] for name in ("header", "hero", "body", "footer")]
    assert order == sorted(order)
    assert rect(drawn.get_by_role("img"))["width"] == 300
    assert rect(drawn.get_by_role("img"))["height"] == pytest.approx(195, abs=1)
    assert style(drawn.locator(".flex-header"), "background-color") == "rgb(0, 255, 255)"
    assert style(drawn.locator(".flex-footer"), "border-top-width") == "1px"
    assert rect(part(drawn, "หัว"))["y"] - rect(drawn)["y"] == pytest.approx(20, abs=1)


def test_a_video_shows_its_still(draw: Draw, home: str) -> None:
    alt = {"type": "image", "url": f"{home}/a.jpg", "size": "full"}
    hero = {
        "type": "video",
        "url": "https://x.example/v.mp4",
        "previewUrl": f"{home}/a.jpg",
        "aspectRatio": "20:10",
        "altContent": alt,
    }
    drawn = draw(words("ก"), hero=hero)
    assert rect(drawn.get_by_role("img"))["height"] == pytest.approx(150, abs=1)
    expect(drawn.locator(".play")).to_be_visible()


def test_buttons_separators_and_fillers(draw: Draw) -> None:
    def button(label: str, **more: object) -> JsonObject:
        return {"type": "button", "action": {"type": "message", "label": label, "text": label}, **more}

    drawn = draw(
        button("หลัก", style="primary", color="#aa0000"),
        button("รอง", style="secondary", height="sm"),
        button("ลิงก์", color="#00aa00"),
        {"type": "separator", "margin": "md", "color": "#ff00ff"},
    )
    first, second, third = drawn.get_by_role("button").all()
    assert [rect(one)["height"] for one in (first, second, third)] == [52, 40, 52]
    assert style(first, "background-color") == "rgb(170, 0, 0)"
    assert style(third, "color") == "rgb(0, 170, 0)"
    rule = drawn.locator(".flex-rule")
    assert (rect(rule)["width"], rect(rule)["height"]) == (260, 1)
    row = draw(words("ก", flex=0), {"type": "filler"}, words("ข", flex=0), layout="horizontal")
    assert rect(part(row, "ข"))["right"] == pytest.approx(rect(row)["right"] - 20, abs=1)
    post = draw(words("ก"), {"type": "separator"}, words("ข"), layout="horizontal").locator(".flex-post")
    assert rect(post)["width"] == 1
    assert rect(post)["height"] > 15


def test_right_to_left_turns_rows_around(draw: Draw) -> None:
    drawn = draw(words("หนึ่ง"), words("สอง"), layout="horizontal", direction="rtl")
    assert rect(part(drawn, "สอง"))["x"] < rect(part(drawn, "หนึ่ง"))["x"]


def test_a_carousel_is_as_high_as_its_highest(window: Window, caller: Caller, seller: Phone) -> None:
    def one(text: str) -> JsonObject:
        foot: JsonObject = {"type": "box", "layout": "vertical", "contents": [words("ท้าย")]}
        body: JsonObject = {"type": "box", "layout": "vertical", "contents": [words(text, wrap=True)]}
        return {"type": "bubble", "size": "micro", "body": body, "footer": foot}

    desk = window()
    bubble(desk, caller, seller, {"type": "carousel", "contents": [one("สั้น"), one(LONG), one("กลาง")]})
    shelf = desk.phone(SELLER).get_by_role("list", name="การ์ด 3 ใบ")
    frames = [rect(card) for card in shelf.locator(".flex-bubble").all()]
    assert len({round(frame["height"]) for frame in frames}) == 1
    assert frames[1]["x"] > frames[0]["right"]
    feet = [rect(foot)["bottom"] for foot in shelf.locator(".flex-footer").all()]
    assert max(feet) - min(feet) < 1
    assert shelf.evaluate("e => e.scrollWidth > e.clientWidth")
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_every_part_with_an_action_can_be_tapped_and_reached_by_keys(draw: Draw, bot: TinyBot, home: str) -> None:
    def act(name: str) -> JsonObject:
        return {"type": "message", "label": name, "text": name}

    box: JsonObject = {"type": "box", "layout": "vertical", "contents": [words("ในกล่อง")], "action": act("กล่อง")}
    drawn = draw(
        words("คำ", action=act("คำ")),
        {"type": "image", "url": f"{home}/a.jpg", "action": act("รูป")},
        box,
        {"type": "button", "action": act("ปุ่ม")},
        action=act("ทั้งใบ"),
    )
    for count, name in enumerate(("คำ", "รูป", "กล่อง", "ปุ่ม"), 1):
        drawn.get_by_role("button", name=name, exact=True).first.click()
        assert inner(bot.events(at_least=count)[-1], "message")["text"] == name
    drawn.get_by_role("button", name="ทั้งใบ").focus()
    drawn.page.keyboard.press("Enter")
    assert inner(bot.events(at_least=5)[-1], "message")["text"] == "ทั้งใบ"
    drawn.get_by_role("button", name="คำ", exact=True).focus()
    drawn.page.keyboard.press("Enter")
    assert inner(bot.events(at_least=6)[-1], "message")["text"] == "คำ"
