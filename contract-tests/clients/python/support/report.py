"""One JSON line per feature, whatever happens: an exception is a red line, never a crash."""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import re
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import redirect_stdout

import sandbox

FEATURE_TIMEOUT_SECONDS = 120


class Report:
    """The features of one client. Each check returns what it saw, or None for nothing worth a word."""

    def __init__(self) -> None:
        self._checks: list[tuple[str, Callable | str]] = []

    def feature(self, name: str) -> Callable[[Callable], Callable]:
        def register(check: Callable) -> Callable:
            self._checks.append((name, check))
            return check

        return register

    def lacks(self, name: str, reason: str) -> None:
        """The client has no such feature."""
        self._checks.append((name, reason))

    def run(self) -> None:
        lines = sys.stdout
        for name, check in self._checks:
            if isinstance(check, str):
                outcome = {"ok": None, "detail": check}
            else:
                # What a library prints must not mix with the report.
                with redirect_stdout(sys.stderr):
                    outcome = _outcome(check)
            lines.write(json.dumps({"feature": name, **outcome}, ensure_ascii=False) + "\n")
            lines.flush()
        sandbox.leave()
        # Some clients leave threads behind that never end.
        sys.stderr.flush()
        os._exit(0)


def _outcome(check: Callable) -> dict:
    def too_late(*_: object) -> None:
        raise TimeoutError(f"no result within {FEATURE_TIMEOUT_SECONDS} s")

    signal.signal(signal.SIGALRM, too_late)
    signal.alarm(FEATURE_TIMEOUT_SECONDS)
    try:
        seen = asyncio.run(check()) if inspect.iscoroutinefunction(check) else check()
        return {"ok": True, "detail": _line(seen or "as expected")}
    except BaseException as error:  # noqa: BLE001: SystemExit and its like are failures of a check, too
        traceback.print_exc()
        return {"ok": False, "detail": _line(f"{type(error).__name__}: {error}")}
    finally:
        signal.alarm(0)


def _line(text: str) -> str:
    """One short line that is the same in the next run: no ports, no generated ids."""
    text = re.sub(r"http://(127\.0\.0\.1|localhost):\d+", "GATEWAY", text)
    text = re.sub(r"\b(req|call|chatcmpl|toolu|msg)[_-][\w-]+", r"\1_…", text)
    text = re.sub(r"0x[0-9a-f]{6,}", "0x…", text)
    text = " ".join(text.split())
    return text if len(text) <= 300 else text[:299] + "…"


def expect(what: str, seen: object, wanted: object) -> None:
    if seen != wanted:
        raise AssertionError(f"{what}: expected {wanted!r}, got {seen!r}")


def expect_pieces(pieces: list[str], wanted: str) -> str:
    """A stream that says what was scripted, in more than one piece."""
    expect("streamed text", "".join(pieces), wanted)
    if len(pieces) < 2:
        raise AssertionError(f"the text came in {len(pieces)} piece")
    return f"{wanted!r} in more than one piece"


def expect_raised(error: type[BaseException], action: Callable[[], object]) -> BaseException:
    """The error that the action raised: of exactly this class or one of its subclasses."""
    try:
        seen = action()
    except error as raised:
        return raised
    raise AssertionError(f"expected {error.__name__}, got {seen!r}")
