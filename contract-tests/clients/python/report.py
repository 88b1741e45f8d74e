"""What every Python client of the suite needs: the simulator's script, and one line of JSON per feature."""

import json
import os

KEY = os.environ["GATEWAY_KEY"]
URL = os.environ["GATEWAY_URL"]
BASE_URL = f"{URL}/v1"
IS_PROMPT = os.environ.get("GATEWAY_TOOL_MODE") == "prompt"
AFTER_TOOLS = "It is done."


def simulate(*steps):
    """User text that makes the simulator do these steps."""
    return f"<simulate>{json.dumps(steps)}</simulate>"


def calls(*names_and_inputs):
    """Steps that make the model call tools, in the way of the mode that is tested."""
    if not IS_PROMPT:
        return [{"tools": [{"name": name, "input": given} for name, given in names_and_inputs]}]
    block = json.dumps([{"name": name, "arguments": given} for name, given in names_and_inputs])
    return [{"text": f"\n```tool_calls\n{block}\n```"}]


AFTER = [] if IS_PROMPT else [{"text": AFTER_TOOLS}]


def feature(name):
    """Runs the function under it at once and reports what it returns, or how it failed."""

    def run(function):
        try:
            line = {"feature": name, "ok": True, "detail": function()}
        except Exception as error:  # noqa: BLE001 - whatever the client throws is the finding
            line = {"feature": name, "ok": False, "detail": " ".join(f"{type(error).__name__}: {error}".split())[:200]}
        print(json.dumps(line), flush=True)

    return run
