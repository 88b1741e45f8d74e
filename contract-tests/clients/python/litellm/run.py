"""LiteLLM as a client: the model `openai/<name>` with an `api_base`."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

import sandbox

sandbox.enter()

import gateway
import litellm
from gateway import calls, chain, says, says_slowly, simulate
from pydantic import BaseModel
from report import Report, expect, expect_pieces, expect_raised

litellm.telemetry = False
litellm.suppress_debug_info = True
report = Report()
# How many requests of each agent loop went on in the process that had answered the one before.
loops: list[int] = []


def ask(messages, complete=litellm.completion, **more):
    settings = {"api_base": gateway.BASE_URL, "api_key": gateway.KEY, "max_retries": 0, **more}
    return complete(model=f"openai/{gateway.MODEL}", messages=messages, **settings)


def user(*steps):
    return {"role": "user", "content": simulate(*steps)}


def tool(name, parameter, kind="string"):
    parameters = {"type": "object", "properties": {parameter: {"type": kind}}, "required": [parameter]}
    return {"type": "function", "function": {"name": name, "description": name, "parameters": parameters}}


WEATHER = tool("get_weather", "city")
TIME = tool("get_time", "zone")


def read(stream):
    pieces = []
    for chunk in stream:
        pieces += [choice.delta.content for choice in chunk.choices if choice.delta.content]
    return pieces


@report.feature("chat")
def chat():
    answer = ask([{"role": "system", "content": "Be brief."}, user(says("Hello there"))])
    expect("text", answer.choices[0].message.content, "Hello there")
    expect("finish reason", answer.choices[0].finish_reason, "stop")
    if answer.usage.completion_tokens <= 0:
        raise AssertionError(f"usage: {answer.usage}")
    return "text, finish reason and usage"


@report.feature("stream")
def stream():
    messages = [user(says_slowly("one two three four"))]
    chunks = list(ask(messages, stream=True, stream_options={"include_usage": True}))
    whole = litellm.stream_chunk_builder(chunks, messages=messages)
    expect("rebuilt text", whole.choices[0].message.content, "one two three four")
    if whole.usage.completion_tokens <= 0:
        raise AssertionError(f"usage: {whole.usage}")
    return expect_pieces(read(chunks), "one two three four")


@report.feature("stream, async")
async def stream_async():
    pieces = []
    stream = await ask([user(says_slowly("one two three four"))], litellm.acompletion, stream=True)
    async for chunk in stream:
        pieces += [choice.delta.content for choice in chunk.choices if choice.delta.content]
    return expect_pieces(pieces, "one two three four")


@report.feature("tools")
def tools():
    messages = [user(calls(("get_weather", {"city": 'Paris "Ville"'})))]
    first = ask(messages, tools=[WEATHER, TIME]).choices[0]
    expect("finish reason", first.finish_reason, "tool_calls")
    [call] = first.message.tool_calls
    expect("name", call.function.name, "get_weather")
    expect("arguments", json.loads(call.function.arguments), {"city": 'Paris "Ville"'})
    result = f"sunny {simulate(says('It is sunny in Paris.'))}"
    messages += [first.message, {"role": "tool", "tool_call_id": call.id, "content": result}]
    expect("answer", ask(messages, tools=[WEATHER, TIME]).choices[0].message.content, "It is sunny in Paris.")
    return "call with its arguments, and the answer that its result led to"


@report.feature("parallel tools")
def parallel_tools():
    messages = [user(says("Let me look. "), calls(("get_weather", {"city": "Rome"}), ("get_time", {"zone": "CET"})))]
    chunks = list(ask(messages, tools=[WEATHER, TIME], stream=True))
    choice = litellm.stream_chunk_builder(chunks, messages=messages).choices[0]
    expect("finish reason", choice.finish_reason, "tool_calls")
    expect("text before the calls", (choice.message.content or "").strip(), "Let me look.")
    expect(
        "calls",
        [(call.function.name, json.loads(call.function.arguments)) for call in choice.message.tool_calls],
        [("get_weather", {"city": "Rome"}), ("get_time", {"zone": "CET"})],
    )
    weather, time = choice.message.tool_calls
    messages += [
        choice.message,
        {"role": "tool", "tool_call_id": weather.id, "content": "sunny"},
        {"role": "tool", "tool_call_id": time.id, "content": f"noon {simulate(says('Sunny, and it is noon.'))}"},
    ]
    expect("answer", "".join(read(ask(messages, tools=[WEATHER, TIME], stream=True))), "Sunny, and it is noon.")
    return "two calls rebuilt from the stream, and the answer that their results led to"


@report.feature("agent loop")
def agent_loop():
    script, results, answer = chain("do_step", 10)
    step = tool("do_step", "step", "integer")
    messages, done, before = [{"role": "user", "content": script}], [], gateway.continuations()
    while True:
        message = ask(messages, tools=[step]).choices[0].message
        messages.append(message)
        if not message.tool_calls:
            break
        for call in message.tool_calls:
            done.append(json.loads(call.function.arguments)["step"])
            messages.append({"role": "tool", "tool_call_id": call.id, "content": results[done[-1] - 1]})
    expect("steps", done, list(range(1, 11)))
    expect("answer", message.content, answer)
    loops.append(gateway.continuations() - before)
    return "ten steps"


@report.feature("agent loop, one process")
def one_process():
    expect("requests of each loop that went on in the process of the one before", loops, [10])
    return "each request went on in the process that had answered the one before"


class City(BaseModel):
    name: str
    inhabitants: int


@report.feature("structured output")
def structured_output():
    text = 'Sure: {"name": "Paris", "inhabitants": 2100000}'
    answer = ask([user(says(text))], response_format=City)
    parsed = City.model_validate_json(answer.choices[0].message.content)
    expect("parsed", parsed, City(name="Paris", inhabitants=2_100_000))
    return "JSON that a pydantic model validates"


@report.feature("vision")
def vision():
    def look(url, text):
        parts = [{"type": "text", "text": simulate(says(text))}, {"type": "image_url", "image_url": {"url": url}}]
        return ask([{"role": "user", "content": parts}]).choices[0].message.content

    expect("text", look(gateway.PNG, "A red pixel."), "A red pixel.")
    error = expect_raised(litellm.BadRequestError, lambda: look(gateway.BROKEN_IMAGE, "no"))
    if "Invalid image" not in error.message:
        raise AssertionError(f"message: {error.message}")
    return "an image is taken, a broken one is BadRequestError"


@report.feature("error")
def errors():
    error = expect_raised(litellm.AuthenticationError, lambda: ask([user(says("no"))], api_key="wrong"))
    expect("status", error.status_code, 401)
    scripted = {
        "rate_limit": litellm.RateLimitError,
        "invalid_request": litellm.BadRequestError,
        "server_error": (litellm.BadGatewayError, litellm.InternalServerError),
    }
    for kind, raised in scripted.items():
        step = {"error": kind, "message": f"the {kind} message"}
        for streaming in (False, True):
            def attempt(step=step, streaming=streaming):
                answer = ask([user(step)], stream=streaming)
                return read(answer) if streaming else answer

            error = expect_raised(raised, attempt)
            if f"the {kind} message" not in error.message:
                raise AssertionError(f"message of {kind}: {error.message}")
    return "each failure raises its own class with our message, whole and streamed"


@report.feature("error in mid-stream")
def error_in_mid_stream():
    steps = [says("so far"), {"sleep": 100}, {"error": "server_error", "message": "gone"}]
    error = expect_raised(Exception, lambda: read(ask([user(*steps)], stream=True)))
    if "gone" not in str(error):
        raise AssertionError(f"{type(error).__name__}: {error}")
    return f"{type(error).__name__} with our message"


@report.feature("embeddings")
def embeddings():
    settings = {"api_base": gateway.BASE_URL, "api_key": gateway.KEY, "max_retries": 0}
    error = expect_raised(
        litellm.exceptions.APIError,
        lambda: litellm.embedding(model="openai/text-embedding-3-small", input=["x"], **settings),
    )
    if "Embeddings are not supported" not in error.message:
        raise AssertionError(f"message: {error.message}")
    return f"refused as {type(error).__name__}: Qoder has no embedding models"


@report.feature("models")
def models():
    ids = litellm.get_valid_models(
        check_provider_endpoint=True,
        custom_llm_provider="openai",
        api_key=gateway.KEY,
        api_base=gateway.URL,
    )
    if not any(name.endswith(gateway.MODEL) for name in ids):
        raise AssertionError(f"{gateway.MODEL} is not among {ids}")
    return "listed"


report.run()
