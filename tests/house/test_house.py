"""The design checks itself: what a room may do, what a declaration must have."""

import ast
import importlib
import pkgutil
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import clock, commands
from bot.app import create_app
from bot.settings import Settings
from handlers.capability import Context, capabilities
from handlers.menu import offered
from intents.intent import declared, spoken
from models.outbox import MessageKind
from models.person import meet
from tests.conversations.transcript import shown_intents
from tests.world import World

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "intents", "models")
FILES = sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
CLOCKS = ("bot/clock.py", "bot/simulator/clock.py")


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def calls(file: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of each call in a file."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


@pytest.mark.parametrize("intent", sorted(spoken()))
def test_every_intent_has_examples_and_words(intent: str) -> None:
    examples = ROOT / "intents" / "examples" / f"{intent}.txt"
    lines = [line for line in examples.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert len(lines) >= 150
    assert len(lines) == len(set(lines))
    assert spoken()[intent].title


def test_every_examples_file_has_an_intent() -> None:
    assert {file.stem for file in (ROOT / "intents" / "examples").glob("*.txt")} == set(spoken())


@pytest.mark.parametrize("intent", sorted(capabilities()))
def test_every_handler_serves_a_declared_intent_completely(intent: str) -> None:
    declaration, capability = declared()[intent], capabilities()[intent]
    has_form = bool(declaration.slots) or declaration.is_confirmed
    assert (capability.act is not None) == has_form
    assert (capability.preview is not None) == declaration.is_confirmed
    assert has_form or capability.look is not None


@pytest.mark.parametrize("intent", sorted(set(declared()) - set(spoken())))
def test_every_inner_intent_has_a_handler(intent: str) -> None:
    assert intent in capabilities()


@pytest.mark.parametrize("intent", sorted(set(spoken()) & set(capabilities())))
def test_every_served_intent_has_a_transcript(intent: str) -> None:
    """`# intents: …` in a transcript names what it shows; the runner checks that it is so."""
    transcripts = (ROOT / "tests" / "conversations").glob("*.txt")
    assert intent in {shown for file in transcripts for shown in shown_intents(file)}


@pytest.mark.parametrize("intent", [i for i in declared().values() if i.slots], ids=lambda i: i.name)
def test_every_question_can_be_put_twice_in_different_words(intent: object) -> None:
    for slot in intent.slots:  # type: ignore[attr-defined]
        if slot.required:
            assert len(set(slot.questions)) >= 2, slot.name


def test_nothing_but_the_clock_reads_the_time() -> None:
    reads = re.compile(r"^(datetime\.(datetime\.)?(now|utcnow|today)|date\.today|time\.(time|time_ns|monotonic))$")
    allowed = (*CLOCKS, "bot/simulator/", "intents/__main__.py")
    found = [
        f"{name(file)}:{line} {call}"
        for file in FILES
        if not name(file).startswith(allowed)
        for line, call in calls(file)
        if reads.match(call)
    ]
    assert found == []


def test_only_the_client_speaks_to_line() -> None:
    found = [
        f"{name(file)}:{line}"
        for file in FILES
        if name(file) != "bot/line/client.py" and not name(file).startswith("bot/simulator/")
        for line, call in calls(file)
        if call.startswith(("urllib3.", "requests.", "urlopen")) and name(file) != "bot/commands/run.py"
    ]
    assert found == []


def test_only_the_outbox_sends() -> None:
    found = [
        f"{name(file)}:{line}"
        for file in FILES
        if name(file) not in ("bot/outbox.py", "bot/line/client.py") and not name(file).startswith("bot/simulator/")
        for line, call in calls(file)
        if call in ("client.reply", "client.push", "client.multicast")
    ]
    assert found == []


def test_no_error_is_swallowed_and_nothing_is_left_for_later() -> None:
    found = []
    for file in FILES:
        source = file.read_text(encoding="utf-8")
        if re.search(r"\b(TODO|FIXME|XXX)\b|NotImplementedError", source):
            found.append(f"{name(file)}: left for later")
        handlers = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ExceptHandler)]
        found += [f"{name(file)}:{node.lineno} bare except" for node in handlers if node.type is None]
    assert found == []


def test_no_room_is_called_after_nothing() -> None:
    nothing = {
        "utils",
        "util",
        "helpers",
        "helper",
        "services",
        "service",
        "managers",
        "manager",
        "common",
        "misc",
        "base_utils",
    }
    assert [name(file) for file in FILES if set(file.relative_to(ROOT).with_suffix("").parts) & nothing] == []


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for setting, field in Settings.model_fields.items():
        assert f"`{setting.upper()}`" in page
        assert field.description


def test_every_command_is_documented_and_loads_nothing_until_called() -> None:
    documents = "\n".join(
        file.read_text(encoding="utf-8") for file in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    )
    for module in pkgutil.iter_modules(commands.__path__):
        command = importlib.import_module(f"bot.commands.{module.name}").COMMAND
        assert command.help
        assert f"bot {module.name.replace('_', '-')}" in documents, module.name


def test_every_route_is_reached_by_a_test(database_url: str) -> None:
    tests = "\n".join(
        file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("*.py") if file != Path(__file__)
    )
    for rule in create_app().url_map.iter_rules():
        start = rule.rule.split("<")[0].rstrip("/")
        assert not start or start in tests, rule.rule


def test_every_kind_of_message_says_whether_it_may_push() -> None:
    assert {kind: kind.may_push for kind in MessageKind} == {
        MessageKind.ANSWER: False, MessageKind.RECEIPT: True, MessageKind.NOTICE: True,
    }  # fmt: skip


def test_a_make_believe_capability_needs_no_other_file(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An intent, its handler: two new files are found, and no list knew of them."""
    import handlers
    import intents

    for package, source in (("intents", INTENT), ("handlers", HANDLER)):
        folder = tmp_path / package
        folder.mkdir()
        (folder / "make_believe.py").write_text(source, encoding="utf-8")
    monkeypatch.setattr(intents, "__path__", [*intents.__path__, str(tmp_path / "intents")])
    monkeypatch.setattr(handlers, "__path__", [*handlers.__path__, str(tmp_path / "handlers")])
    declared.cache_clear()
    capabilities.cache_clear()
    try:
        assert declared()["borrow_ladder"].title == "ยืมบันได"
        assert capabilities()["borrow_ladder"].look is not None
        with world.session() as db:
            somebody = meet(db, "U" + "0" * 32, clock.now())
            seen = offered(Context(db, somebody, clock.now(), clock.real_now(), "", lambda: None))
        assert "ยืมบันได" in [intent.title for intent in seen]
    finally:
        monkeypatch.undo()
        declared.cache_clear()
        capabilities.cache_clear()
        shutil.rmtree(tmp_path, ignore_errors=True)


INTENT = """
from intents.intent import Intent
INTENTS = (Intent("borrow_ladder", "ยืมบันได", "ขอยืมบันได", in_menu=True),)
"""
HANDLER = """
from handlers.capability import Capability, Found
from handlers.replies import say
CAPABILITIES = (Capability("borrow_ladder", look=lambda context, form: Found(answer=say("ได้ค่ะ"))),)
"""
