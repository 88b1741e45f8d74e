"""What the checks of the generated client share."""

import json
from collections.abc import Callable

from qoder_gateway_client.models import ChatCompletionRequestUserMessage, CreateChatCompletionRequest


def check(feature: str, run: Callable[[], None]) -> None:
    """Runs a check and prints its result as a line of JSON."""
    detail = None
    try:
        run()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the result
        detail = f"{type(error).__name__}: {error}"
    print(json.dumps({"feature": feature, "ok": detail is None, "detail": detail}), flush=True)


def told(*steps: dict[str, object]) -> ChatCompletionRequestUserMessage:
    """A user's message that makes the simulator do these steps."""
    return ChatCompletionRequestUserMessage(role="user", content=f"<simulate>{json.dumps(steps)}</simulate>")


def scripted(*steps: dict[str, object]) -> CreateChatCompletionRequest:
    return CreateChatCompletionRequest(model="auto", messages=[told(*steps)])
