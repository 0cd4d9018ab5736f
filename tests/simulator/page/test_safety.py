"""Who may use the simulator: its own page and programs of this machine, no page of somebody else."""

from __future__ import annotations

import pytest
import urllib3

from bot.simulator.server import Standin
from tests.simulator.tiny_bot import TinyBot

HTTP = urllib3.PoolManager(retries=False)


def status(line: Standin, method: str, path: str, **headers: str) -> int:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    body = b"{}" if method != "GET" else None
    return HTTP.request(method, f"{line.url}/simulator{path}", body=body, headers=sent, timeout=10).status


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:80"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "no-cors"},
    ],
)
def test_another_web_page_is_refused(line: Standin, headers: dict[str, str]) -> None:
    assert status(line, "PUT", "/api/settings", **headers) == 403
    assert status(line, "GET", "/api/people", **headers) == 403


def test_programs_and_the_page_itself_are_served(line: Standin) -> None:
    own = {"Origin": line.url, "Sec_Fetch_Site": "same-origin"}
    assert status(line, "PUT", "/api/settings", **own) == 200
    assert status(line, "PUT", "/api/settings") == 200
    assert status(line, "GET", "", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate") == 200


def test_the_page_runs_its_own_scripts_only_and_asks_nobody_else(line: Standin) -> None:
    answer = HTTP.request("GET", f"{line.url}/simulator")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    page = answer.data.decode()
    assert "<style" not in page
    assert "style=" not in page
    assert page.count("<script") == page.count('<script type="module" src="/simulator/static/')
    assert status(line, "GET", "/static/..%2fpage.py") == 404


def test_what_people_sent_is_data(line: Standin) -> None:
    phone = line.person("แม่คำ")
    sent = phone.file("page.html", b"<script>alert(1)</script>")
    answer = HTTP.request("GET", f"{line.url}/simulator/api/content/{sent}")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["content-type"] == "application/octet-stream"


def test_only_the_bots_own_pictures_are_fetched(line: Standin, bot: TinyBot) -> None:
    bot.pictures = {"/media/a.png": b"\x89PNG\r\n\x1a\n" + b"0" * 20}
    home = bot.url.removesuffix("/callback")

    def shown(url: str) -> int:
        return HTTP.request("GET", f"{line.url}/simulator/api/picture", fields={"url": url}).status

    assert shown(f"{home}/media/a.png") == 200
    assert shown(home.replace("127.0.0.1", "localhost") + "/media/a.png") == 200
    assert shown(f"{home}/nothing") == 404
    for url in (
        "https://example.com/a.png", "http://127.0.0.1:1/a.png", f"{line.url}/simulator", "file:///etc/passwd", "",
        home.replace("//", "//user@evil.example/") + "/media/a.png", "http://[::1", "http://127.0.0.1:x/",
    ):  # fmt: skip
        assert shown(url) == 403, url
