"""Qoder's SDK for Python, with the simulator as its CLI. Prints a line of JSON for each thing that was tried."""

import asyncio
import json
import logging
import os
import traceback
from dataclasses import replace

from qoder_agent_sdk import (
    AssistantMessage,
    QoderAgentOptions,
    QoderSDKClient,
    ResultMessage,
    StreamEvent,
    TextBlock,
    access_token,
    create_sdk_mcp_server,
    qodercli_auth,
    query,
    tool,
)
from qoder_agent_sdk._internal import message_parser

SIMULATOR = os.environ["SIMULATOR"]
COMPLAINTS: list[str] = []


class Complaints(logging.Handler):
    """What the SDK cannot read: warnings, and types that it skips without one."""

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.levelno >= logging.WARNING or "unknown message type" in text:
            COMPLAINTS.append(text)


logging.getLogger("qoder_agent_sdk").addHandler(Complaints())
logging.getLogger(message_parser.__name__).setLevel(logging.DEBUG)


def simulated(steps: list) -> str:
    return f"<simulate>{json.dumps(steps)}</simulate>"


def options(script: dict | None = None, **more) -> QoderAgentOptions:
    env = {} if script is None else {"QODER_SIMULATOR_SCRIPT": json.dumps(script)}
    given = QoderAgentOptions(
        cli_path=SIMULATOR,
        auth=access_token("pt-of-nobody"),
        tools=[],
        setting_sources=[],
        strict_mcp_config=True,
        permission_mode="dontAsk",
        env=env,
    )
    return replace(given, **more)


async def messages_of(prompt: str, script: dict | None = None, **more) -> list:
    return [message async for message in query(prompt=prompt, options=options(script, **more))]


def text_of(messages: list) -> str:
    blocks = [block for message in messages if isinstance(message, AssistantMessage) for block in message.content]
    return "".join(block.text for block in blocks if isinstance(block, TextBlock))


def result_of(messages: list) -> ResultMessage:
    return next(message for message in messages if isinstance(message, ResultMessage))


def weather_server(asked: list):
    @tool("get_weather", "The weather in a city, now.", {"city": str})
    async def get_weather(arguments):
        asked.append(arguments["city"])
        return {"content": [{"type": "text", "text": f"18 degrees in {arguments['city']}"}]}

    return {"home": create_sdk_mcp_server("home", tools=[get_weather])}


async def whole_query():
    messages = await messages_of("Say hello.")
    assert text_of(messages) == "Hello.", messages
    assert result_of(messages).result == "Hello."
    assert result_of(messages).subtype == "success"
    return "an answer and its result"


async def partial_messages():
    messages = await messages_of("Count from one to five.", include_partial_messages=True)
    events = [message.event for message in messages if isinstance(message, StreamEvent)]
    deltas = [event["delta"]["text"] for event in events if event["type"] == "content_block_delta"]
    assert "".join(deltas) == "1, 2, 3, 4, 5", deltas
    assert len(deltas) > 1
    assert (events[0]["type"], events[-1]["type"]) == ("message_start", "message_stop")
    return f"{len(deltas)} deltas"


async def tool_of_the_sdk():
    asked: list = []
    messages = await messages_of(
        "What is the weather like in Paris?",
        mcp_servers=weather_server(asked),
        allowed_tools=["mcp__other__x", "mcp__home__get_weather"],
    )
    assert asked == ["Paris"], asked
    assert "18 degrees in Paris" in result_of(messages).result
    return "called, and its result used"


async def denied_tool():
    asked: list = []
    messages = await messages_of("What is the weather like in Paris?", mcp_servers=weather_server(asked))
    assert asked == []
    denial = next(message for message in messages if getattr(message, "subtype", "") == "permission_denied")
    assert denial.tool_name == "mcp__home__get_weather"
    return "denied, not called"


async def model_policy():
    seen: list = []

    async def resolve_model(context):
        seen.append(context)
        return {"model": "performance", "parameters": {"reasoningEffort": "high"}}

    messages = await messages_of(simulated([{"echo": "policy"}]), resolve_model=resolve_model, resolve_model_timeout_ms=10_000)
    assert json.loads(text_of(messages)) == {"model": "performance", "reasoningEffort": "high"}
    assert seen[0]["purpose"] == "main"
    assert any(model["value"] == "performance" for model in seen[0]["availableModels"])
    return "asked, and obeyed"


async def interrupted():
    async with QoderSDKClient(options=options(include_partial_messages=True)) as client:
        await client.query(simulated([{"text": "Working"}, {"hang": True}]))
        result = None
        async for message in client.receive_response():
            if isinstance(message, StreamEvent) and message.event.get("delta", {}).get("text") == "Working":
                await client.interrupt()
            if isinstance(message, ResultMessage):
                result = message
        assert result is not None and result.is_error
        return ", ".join(result.errors or [])


async def models():
    async with QoderSDKClient(options=options()) as client:
        found = await client.get_available_models()
        assert any(model["value"] == "auto" and model["displayName"] for model in found)
        assert await client.get_usage_info() is not None
        assert await client.get_context_usage()
        assert (await client.get_mcp_status()) is not None
        return f"{len(found)} models, usage, context"


async def two_turns():
    async with QoderSDKClient(options=options()) as client:
        texts = []
        for prompt in ("Say one.", "Say two."):
            await client.query(prompt)
            texts.append(text_of([message async for message in client.receive_response()]))
        assert texts == ["One.", "Two."], texts
        return "in one session"


async def errors():
    messages = await messages_of(simulated([{"error": "rate_limit", "status": 429, "message": "Slow down."}]))
    assert next(message for message in messages if isinstance(message, AssistantMessage)).error == "rate_limit"
    assert result_of(messages).is_error
    ended = await messages_of(simulated([{"resultError": {"errors": ["no credits left"], "error_code": 113}}]))
    assert result_of(ended).errors == ["no credits left"]
    try:
        await messages_of(simulated([{"exit": 3}]))
    except Exception as error:
        assert "3" in str(error)
        # Its own account of a process that died is no complaint about a line.
        COMPLAINTS[:] = [text for text in COMPLAINTS if "Fatal error in message reader" not in text]
    else:
        raise AssertionError("a process that died was no error")
    return "of the model, of a turn, of the process"


async def authentication():
    expired = asyncio.Event()
    refused = asyncio.create_task(messages_of("Hi", auth=qodercli_auth(), on_auth_expired=expired.set))
    await expired.wait()
    # After exit code 41 this SDK goes on waiting for the answer to `initialize`.
    refused.cancel()
    await asyncio.wait([refused])
    messages = await messages_of("Say hello.", {"login": True}, auth=qodercli_auth())
    assert not result_of(messages).is_error
    return "a token, a login, none"


async def everything():
    steps = [
        {"queued": {}},
        {"retry": {}},
        {"thinking": "Hm."},
        {"signature": True},
        {"text": "One"},
        {"replay": True},
        {"message": True},
        {"subagent": "Two"},
        {"usage": {"input_tokens": 3}},
        {"credits": 0.5},
        {"text": "Three"},
        {"snapshot": True},
        {"stop": "max_tokens"},
    ]
    messages = await messages_of(simulated(steps), include_partial_messages=True)
    assert result_of(messages).stop_reason == "max_tokens"
    return f"{len(messages)} messages"


CHECKS = {
    "query": whole_query,
    "partial messages": partial_messages,
    "a tool of the SDK": tool_of_the_sdk,
    "a tool that nobody allowed": denied_tool,
    "model policy": model_policy,
    "interrupt": interrupted,
    "models": models,
    "two turns": two_turns,
    "errors": errors,
    "authentication": authentication,
    "everything that a turn may hold": everything,
}


async def main() -> None:
    for feature, check in CHECKS.items():
        try:
            report = {"feature": feature, "ok": True, "detail": await asyncio.wait_for(check(), 60)}
        except Exception:
            report = {"feature": feature, "ok": False, "detail": traceback.format_exc()[-1500:]}
        print(json.dumps(report), flush=True)
    found = "; ".join(dict.fromkeys(COMPLAINTS))
    print(json.dumps({"feature": "every line is one that it reads", "ok": found == "", "detail": found or "no complaint"}))


asyncio.run(main())
