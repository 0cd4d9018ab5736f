"""What a sentence would be understood as: asked of a program of which only the command line is known.

The program gets one sentence a line and answers each with one line of JSON. It is started at the first question,
because it may take a while and much memory, and ends with this process, whose pipe it reads.
"""

from __future__ import annotations

import shlex
import subprocess
import threading

from bot.simulator.wire import JsonObject, WireError, parse

LONGEST_LINE = 2000


class Unreadable(RuntimeError):
    """The program is missing, ended, or said something else than JSON; the text says which."""


class Reader:
    """One child process, asked one line at a time. An empty command means that there is nobody to ask."""

    def __init__(self, command: str = "") -> None:
        self._command = shlex.split(command)
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None

    def __bool__(self) -> bool:
        return bool(self._command)

    def read(self, sentence: str) -> JsonObject:
        """The program's answer. Raises `Unreadable`."""
        line = " ".join(sentence.split())[:LONGEST_LINE]
        if not self or not line:
            return {}
        with self._lock:
            answer = self._ask(line)
        try:
            return parse(answer)
        except WireError as error:
            raise Unreadable(f"The reading program answered what is not JSON: {error}") from error

    def _ask(self, line: str) -> str:
        if self._child is None or self._child.poll() is not None:
            try:
                self._child = subprocess.Popen(
                    self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", bufsize=1
                )
            except OSError as error:
                raise Unreadable(f"The reading program does not start: {error}") from error
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        try:
            self._child.stdin.write(line + "\n")
            self._child.stdin.flush()
        except OSError as error:
            raise Unreadable("The reading program has ended") from error
        answer = self._child.stdout.readline()
        if not answer:
            raise Unreadable("The reading program has ended")
        return answer

    def stop(self) -> None:
        """Closes its pipe, which ends it."""
        child, self._child = self._child, None
        if child is None or child.stdin is None or child.stdout is None:
            return
        child.stdin.close()
        try:
            child.wait(timeout=5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        child.stdout.close()
