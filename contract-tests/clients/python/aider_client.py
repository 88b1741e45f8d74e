"""aider, headless: it edits a file as the model says, in its own format."""

import os
import pathlib
import subprocess
import sys

from report import BASE_URL, KEY, feature, simulate

ENVIRONMENT = {**os.environ, "OPENAI_API_BASE": BASE_URL, "OPENAI_API_KEY": KEY}
OPTIONS = [
    "--model", "openai/auto", "--edit-format", "whole", "--map-tokens", "0",
    "--no-git", "--yes-always", "--no-pretty", "--no-check-update", "--no-show-model-warnings",
    "--no-detect-urls", "--no-show-release-notes", "--analytics-disable", "--no-suggest-shell-commands",
]


def ask(steps, *more):
    command = [sys.executable, "-m", "aider", *OPTIONS, *more, "--message", simulate(*steps), "note.txt"]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=80, check=False)
    return done.stdout + done.stderr


def edit(stream):
    note = pathlib.Path("note.txt")
    note.write_text("before\n")
    said = ask([{"text": "Here it is.\n\nnote.txt\n```\nafter the edit\n```\n", "deltas": 6}], stream)
    assert note.read_text() == "after the edit\n", said[-300:]
    return "the file was edited as the answer says"


@feature("chat")
def _():
    return edit("--no-stream")


@feature("stream")
def _():
    return edit("--stream")


@feature("error")
def _():
    said = ask([{"error": "invalid_request", "message": "bad parameter"}])
    assert "bad parameter" in said, said[-300:]
    return "shows our message"
