"""Cards in the shapes of LINE's public examples, in our own words, for tests and pictures."""

from bot.simulator.wire import JsonObject


def text(words: str, **more: object) -> JsonObject:
    return {"type": "text", "text": words, **more}


def box(layout: str, *contents: JsonObject, **more: object) -> JsonObject:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def button(label: str, **more: object) -> JsonObject:
    return {"type": "button", "action": {"type": "message", "label": label, "text": label}, **more}


def labelled(label: str, value: str) -> JsonObject:
    """A row of a card: a faint word and what it says, one to four."""
    return box(
        "baseline",
        text(label, color="#767676", size="sm", flex=1),
        text(value, size="sm", flex=4, wrap=True),
        spacing="sm",
    )


def cafe(picture: str, star: str) -> JsonObject:
    """A hero picture, stars on the baseline of their figure, rows one to four, two low links."""
    stars: list[JsonObject] = [{"type": "icon", "url": star, "size": "sm"} for _ in range(4)]
    return {
        "type": "bubble",
        "hero": {"type": "image", "url": picture, "size": "full", "aspectRatio": "20:13", "aspectMode": "cover"},
        "body": box(
            "vertical",
            text("ครัวริมน่าน", weight="bold", size="xl"),
            box("baseline", *stars, text("4.0", size="sm", color="#767676", margin="md", flex=0), margin="md"),
            box(
                "vertical",
                labelled("ที่", "ท่าน้ำวัด บ้านดอนคำแสง"),
                labelled("เปิด", "10:00–20:00"),
                margin="lg",
                spacing="sm",
            ),
        ),
        "footer": box(
            "vertical",
            button("โทร", height="sm", style="link"),
            button("แผนที่", height="sm", style="link"),
            spacing="sm",
        ),
    }


def receipt() -> JsonObject:
    """Prices at the right edge, rules between, a total, spans in one line."""
    rows = [("ไส้อั่ว 2 โล", "560 บาท"), ("กล้วยอบเนย 3 ถุง", "100 บาท")]
    lines = [
        box("horizontal", text(a, size="sm", color="#555555", flex=0), text(b, size="sm", align="end")) for a, b in rows
    ]
    total = box("horizontal", text("รวม", weight="bold"), text("660 บาท", weight="bold", align="end"))
    spans = [
        {"type": "span", "text": "ลดแล้ว ", "size": "xs", "color": "#767676"},
        {"type": "span", "text": "700", "decoration": "line-through", "size": "xs", "color": "#767676"},
    ]
    return {
        "type": "bubble",
        "body": box(
            "vertical",
            text("ใบสรุป", weight="bold", color="#067a43", size="sm"),
            text("ร้านป้าเรียน", weight="bold", size="xxl", margin="md"),
            {"type": "separator", "margin": "xxl"},
            box("vertical", *lines, margin="xxl", spacing="sm"),
            {"type": "separator", "margin": "xxl"},
            box("vertical", total, {"type": "text", "contents": spans, "align": "end"}, margin="md"),
        ),
    }


def ticket(picture: str) -> JsonObject:
    """A ground that changes its colour, a badge laid over the picture, columns with a rule between them."""
    badge = box(
        "vertical", text("ว่าง 5 ที่", size="xs", color="#ffffff", align="center"), position="absolute", offsetTop="12px",
        offsetStart="12px", backgroundColor="#b3261e", cornerRadius="xxl", paddingAll="sm", width="84px",
    )  # fmt: skip
    columns = [
        box(
            "vertical",
            text(a, size="xs", color="#dff5ea", align="center"),
            text(b, color="#ffffff", weight="bold", align="center"),
        )
        for a, b in (("วัน", "ส. 28"), ("เวลา", "13:00"), ("ห้อง", "2"))
    ]
    rule: JsonObject = {"type": "separator", "color": "#ffffff66"}
    return {
        "type": "bubble",
        "hero": box(
            "vertical",
            {"type": "image", "url": picture, "size": "full", "aspectRatio": "2:1", "aspectMode": "cover"},
            badge,
        ),
        "body": box(
            "vertical",
            text("ขายของออนไลน์มือใหม่", weight="bold", size="lg", color="#ffffff", wrap=True),
            box("horizontal", columns[0], rule, columns[1], rule, columns[2], margin="lg", spacing="md"),
            background={"type": "linearGradient", "angle": "120deg", "startColor": "#0b5a3c", "endColor": "#1f4f8a"},
        ),
        "footer": box(
            "horizontal", button("สมัครเลย", style="primary"), button("ดูเพิ่ม", style="secondary"), spacing="md"
        ),
    }


def shelf(picture: str) -> JsonObject:
    """Small bubbles side by side, as high as the highest."""
    things = [("ไส้อั่วแม่คำ", "280 บาท / โล"), ("ตะกร้าไม้ไผ่ลายดอกพิกุลใบใหญ่มีหู", "350 บาท"), ("กล้วยอบเนย", "3 ถุง 100")]
    bubbles = [
        {
            "type": "bubble",
            "size": "micro",
            "hero": {"type": "image", "url": picture, "size": "full", "aspectRatio": "4:3", "aspectMode": "cover"},
            "body": box(
                "vertical", text(name, weight="bold", size="sm", wrap=True), text(price, size="xs", color="#767676")
            ),
            "footer": box("vertical", button("ติดต่อ", style="primary", height="sm")),
        }
        for name, price in things
    ]
    return {"type": "carousel", "contents": bubbles}


def all_of_them(picture: str, star: str) -> dict[str, JsonObject]:
    """The alternative words of each card and its contents; `picture` and `star` are addresses of pictures."""
    return {"ร้าน": cafe(picture, star), "ใบสรุป": receipt(), "บัตรเรียน": ticket(picture), "ชั้นวางของ": shelf(picture)}
