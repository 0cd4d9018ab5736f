"""Stands for the program that says what a sentence means: a line in, a line of JSON out."""

import json
import sys

sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
for sentence in sys.stdin:
    name = sentence.strip().removeprefix("ขาย")
    answer = {"intent": "post_product", "confidence": 0.93, "entities": {"name": name}, "alternatives": []}
    print(json.dumps(answer), flush=True)
