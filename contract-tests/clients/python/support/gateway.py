"""The server under test, and the script language of the simulator behind it."""

from __future__ import annotations

import json
import os
import urllib.request

URL = os.environ["GATEWAY_URL"].rstrip("/")
BASE_URL = f"{URL}/v1"
KEY = os.environ["GATEWAY_KEY"]
TOOL_MODE = os.environ.get("GATEWAY_TOOL_MODE", "native")
MODEL = "auto"

# One red pixel.
PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQ"
    "DwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
BROKEN_IMAGE = "data:image/png;base64,***"

Step = dict


def simulate(*steps: Step) -> str:
    """Text that makes the simulator do these steps: a user's, or a tool's result."""
    return f"<simulate>{json.dumps(steps)}</simulate>"


def says(text: str) -> Step:
    return {"text": text}


def says_slowly(text: str, pieces: int = 4) -> Step:
    return {"text": text, "deltas": pieces, "delayMs": 30}


def calls(*wanted: tuple[str, dict]) -> Step:
    """The model calls tools: natively, or in the words that the prompt mode asks of it."""
    if TOOL_MODE == "native":
        return {"tools": [{"name": name, "input": arguments} for name, arguments in wanted]}
    block = json.dumps([{"name": name, "arguments": arguments} for name, arguments in wanted])
    return {"text": f"\n```tool_calls\n{block}\n```", "deltas": 9}


def chain(tool: str, steps: int) -> tuple[str, list[str], str]:
    """A loop of many steps: what the user says, the result of each step, and the last answer.

    Each result scripts what the model does next, so that the loop goes on only if every result arrives.
    """
    answer = f"All {steps} steps are done."
    ask = simulate(calls((tool, {"step": 1})))
    results = [f"step {n} done {simulate(calls((tool, {'step': n + 1})))}" for n in range(1, steps)]
    results.append(f"step {steps} done {simulate(says(answer))}")
    return ask, results, answer


def continuations() -> int:
    """How many requests went on in the process that had answered the one before."""
    with urllib.request.urlopen(f"{URL}/readyz", timeout=10) as response:
        return json.load(response)["continuation"]["hits"]
