"""`python -m bench.understanding`: what understanding costs, both sides of each ratio in one run. Asserts nothing.

Times are the fastest of some rounds, the bare tokeniser and the engine in turns on the same sentences;
of the worst inputs the slowest, in CPU time: on a shared machine the clock measures the neighbours.
"""

import sys
import time
from datetime import datetime
from pathlib import Path

from pythainlp.tokenize import word_tokenize

from intents.classify.checking import check_rows
from intents.commands.benchmark import seconds
from intents.commands.lines import BANGKOK
from intents.understand import understand, warm_up

NOW = datetime(2025, 11, 21, 9, 0, tzinfo=BANGKOK)
CHECK = Path(__file__).parents[1] / "tests" / "understanding" / "check"
LONG = 5_000
WORST = {
    "one letter": "ก" * LONG,
    "one syllable": "กชกร" * (LONG // 4),
    "digits": "1234567890" * (LONG // 10),
    "Thai digits": "๑๒๓๔๕" * (LONG // 5),
    "combining marks": "ก" + "่" * (LONG - 1),
    "vowels without letters": "เแโใไ" * (LONG // 5),
    "no spaces": ("ขายไส้อั่วแม่คำโลละสองร้อยแปดสิบมีสิบโล" * LONG)[:LONG],
    "spaces": " " * LONG,
    "a forwarded notice": ("แจ้งพี่น้องหมู่ 9 พรุ่งนี้ 8 โมงเช้า ประชุมที่ศาลา " * LONG)[:LONG],
    "Latin letters": ("l;ylfu8iy[ hello " * LONG)[:LONG],
    "emoji": "😊🙏" * (LONG // 2),
    "kinds of words": ("อยาก ขาย ซื้อ จอง เรียน ลบ แจ้ง ถาม " * LONG)[:LONG],
    "prices": ("35บาท 2โล " * LONG)[:LONG],
    "control characters": "\u200b\x00\u202e" * (LONG // 3),
}


def main() -> None:
    """Prints the three tables."""
    before = resident()
    begin = time.perf_counter()
    warm_up(NOW)
    started, after = time.perf_counter() - begin, resident()
    print(f"start      {started:.2f} s until the first message is understood (warm cache)")
    print(f"memory     {after - before:.0f} MiB added to a process of {before:.0f} MiB (dictionary, weights, tables)")
    print(f"sklearn    {'imported' if 'sklearn' in sys.modules else 'not imported'}\n")
    texts = [row.text for row in check_rows(CHECK)]
    bare, ours = seconds(texts, lambda t: word_tokenize(t, engine="newmm"), lambda t: understand(t, now=NOW))
    print(f"newmm      {1e6 * bare:7.1f} µs a message, mean of {len(texts)}")
    print(f"understand {1e6 * ours:7.1f} µs a message, {ours / bare:.2f} times newmm\n")
    print(f"{LONG} characters of".ljust(28) + "milliseconds of CPU, slowest of 5")
    for name, text in WORST.items():
        slowest = 0.0
        for _ in range(5):
            begin = time.process_time()
            understand(text, now=NOW)
            slowest = max(slowest, time.process_time() - begin)
        print(f"{name:28}{1e3 * slowest:6.1f}")


def resident() -> float:
    """MiB of this process in memory (Linux; elsewhere 0)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    lines = (line.split() for line in status.read_text(encoding="ascii").splitlines())
    return next(int(line[1]) / 1024 for line in lines if line and line[0] == "VmRSS:")


if __name__ == "__main__":
    main()
