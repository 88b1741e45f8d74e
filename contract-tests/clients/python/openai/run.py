"""OpenAI's own client for Python."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

import sandbox

sandbox.enter()

import gateway
import openai
from gateway import calls, chain, says, says_slowly, simulate
from pydantic import BaseModel
from report import Report, expect, expect_pieces, expect_raised

report = Report()
# How many requests of each agent loop went on in the process that had answered the one before.
loops: list[int] = []
client = openai.OpenAI(base_url=gateway.BASE_URL, api_key=gateway.KEY, max_retries=0)


def user(*steps):
    return {"role": "user", "content": simulate(*steps)}


def tool(name, parameter, kind="string"):
    return {
        "type": "function",
        "function": {
            "name": name,
            "description": name.replace("_", " "),
            "parameters": {
                "type": "object",
                "properties": {parameter: {"type": kind}},
                "required": [parameter],
                "additionalProperties": False,
            },
            "strict": True,
        },
    }


WEATHER = tool("get_weather", "city")
TIME = tool("get_time", "zone")


def create(messages, **more):
    return client.chat.completions.create(model=gateway.MODEL, messages=messages, **more)


@report.feature("chat")
def chat():
    completion = create([{"role": "system", "content": "Be brief."}, user(says("Hello there"))])
    choice = completion.choices[0]
    expect("text", choice.message.content, "Hello there")
    expect("finish reason", choice.finish_reason, "stop")
    expect("token sum", completion.usage.prompt_tokens + completion.usage.completion_tokens, completion.usage.total_tokens)
    if not completion._request_id.startswith("req_"):
        raise AssertionError(f"request id: {completion._request_id}")
    return "text, finish reason, usage and request id"


@report.feature("stream")
def stream():
    messages = [user(says_slowly("one two three four"))]
    pieces, usage = [], None
    for chunk in create(messages, stream=True, stream_options={"include_usage": True}):
        pieces += [choice.delta.content for choice in chunk.choices if choice.delta.content]
        usage = chunk.usage or usage
    seen = expect_pieces(pieces, "one two three four")
    if not usage or usage.completion_tokens <= 0:
        raise AssertionError(f"usage: {usage}")
    with client.chat.completions.stream(model=gateway.MODEL, messages=messages) as helper:
        deltas = [event.delta for event in helper if event.type == "content.delta"]
        expect_pieces(deltas, "one two three four")
        expect("final text", helper.get_final_completion().choices[0].message.content, "one two three four")
    return f"{seen}, usage at the end, also with the stream helper"


@report.feature("stream, async")
async def stream_async():
    asynchronous = openai.AsyncOpenAI(base_url=gateway.BASE_URL, api_key=gateway.KEY, max_retries=0)
    pieces = []
    async for chunk in await asynchronous.chat.completions.create(
        model=gateway.MODEL, messages=[user(says_slowly("one two three four"))], stream=True
    ):
        pieces += [choice.delta.content for choice in chunk.choices if choice.delta.content]
    return expect_pieces(pieces, "one two three four")


@report.feature("tools")
def tools():
    messages = [user(calls(("get_weather", {"city": 'Paris "Ville"'})))]
    first = create(messages, tools=[WEATHER, TIME]).choices[0]
    expect("finish reason", first.finish_reason, "tool_calls")
    [call] = first.message.tool_calls
    expect("name", call.function.name, "get_weather")
    expect("arguments", json.loads(call.function.arguments), {"city": 'Paris "Ville"'})
    result = f"sunny {simulate(says('It is sunny in Paris.'))}"
    messages += [first.message, {"role": "tool", "tool_call_id": call.id, "content": result}]
    expect("answer", create(messages, tools=[WEATHER, TIME]).choices[0].message.content, "It is sunny in Paris.")
    return "call with its arguments, and the answer that its result led to"


@report.feature("parallel tools")
def parallel_tools():
    asked = [user(says("Let me look. "), calls(("get_weather", {"city": "Rome"}), ("get_time", {"zone": "CET"})))]
    with client.chat.completions.stream(model=gateway.MODEL, messages=asked, tools=[WEATHER, TIME]) as events:
        names = [event.name for event in events if event.type == "tool_calls.function.arguments.done"]
        message = events.get_final_completion().choices[0].message
    expect("calls that were completed", names, ["get_weather", "get_time"])
    expect("text before the calls", (message.content or "").strip(), "Let me look.")
    expect(
        "arguments, parsed",
        [call.function.parsed_arguments for call in message.tool_calls],
        [{"city": "Rome"}, {"zone": "CET"}],
    )
    weather, time = message.tool_calls
    results = [
        {"role": "tool", "tool_call_id": time.id, "content": f"noon {simulate(says('Sunny, and it is noon.'))}"},
        {"role": "tool", "tool_call_id": weather.id, "content": "sunny"},
    ]
    assistant = message.model_dump(exclude_none=True, exclude={"parsed": True})
    for call in assistant["tool_calls"]:
        call["function"].pop("parsed_arguments", None)
    pieces = []
    for chunk in create([*asked, assistant, *results], tools=[WEATHER, TIME], stream=True):
        pieces += [choice.delta.content for choice in chunk.choices if choice.delta.content]
    expect("answer", "".join(pieces), "Sunny, and it is noon.")
    return "two calls streamed behind text, parsed by the stream helper, results taken in any order"


@report.feature("agent loop")
def agent_loop():
    ask, results, answer = chain("do_step", 10)
    step = tool("do_step", "step", "integer")
    messages, done, before = [{"role": "user", "content": ask}], [], gateway.continuations()
    while True:
        message = create(messages, tools=[step]).choices[0].message
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
    text = 'Sure:\n```json\n{"name": "Paris", "inhabitants": 2100000}\n```'
    completion = client.chat.completions.parse(
        model=gateway.MODEL, messages=[user(says(text))], response_format=City
    )
    expect("parsed", completion.choices[0].message.parsed, City(name="Paris", inhabitants=2_100_000))
    with client.chat.completions.stream(
        model=gateway.MODEL, messages=[user(says(text))], response_format=City
    ) as events:
        final = events.get_final_completion()
    expect("parsed from a stream", final.choices[0].message.parsed, City(name="Paris", inhabitants=2_100_000))
    return "a pydantic model, from JSON wrapped in prose, whole and streamed"


def seen(url, text):
    parts = [{"type": "text", "text": simulate(says(text))}, {"type": "image_url", "image_url": {"url": url}}]
    return [{"role": "user", "content": parts}]


@report.feature("vision")
def vision():
    expect("text", create(seen(gateway.PNG, "A red pixel.")).choices[0].message.content, "A red pixel.")
    error = expect_raised(openai.BadRequestError, lambda: create(seen(gateway.BROKEN_IMAGE, "no")))
    expect("code for a broken image", error.code, "invalid_image")
    return "an image is taken, a broken one is BadRequestError invalid_image"


@report.feature("error")
def errors():
    stranger = client.with_options(api_key="wrong")
    error = expect_raised(openai.AuthenticationError, lambda: stranger.models.list())
    expect("code", error.code, "invalid_api_key")
    scripted = {
        "rate_limit": (openai.RateLimitError, "rate_limit_exceeded"),
        "billing_error": (openai.RateLimitError, "insufficient_quota"),
        "invalid_request": (openai.BadRequestError, None),
        "authentication_failed": (openai.PermissionDeniedError, "qoder_auth_failed"),
        "server_error": (openai.InternalServerError, "qodercli_failed"),
    }
    for kind, (raised, code) in scripted.items():
        step = {"error": kind, "message": f"the {kind} message"}
        error = expect_raised(raised, lambda step=step: create([user(step)]))
        expect(f"code of {kind}", error.code, code)
        if f"the {kind} message" not in error.message:
            raise AssertionError(f"message of {kind}: {error.message}")
    error = expect_raised(openai.BadRequestError, lambda: create([]))
    expect("param", error.param, "messages")
    error = expect_raised(openai.NotFoundError, lambda: client.models.retrieve("org/none:x"))
    expect("code", error.code, "model_not_found")
    return "each failure raises its own class with our code and message"


@report.feature("error in mid-stream")
def error_in_mid_stream():
    steps = [says("so far"), {"sleep": 100}, {"error": "server_error", "message": "gone"}]
    pieces = []

    def read():
        for chunk in create([user(*steps)], stream=True):
            pieces.extend(choice.delta.content for choice in chunk.choices if choice.delta.content)

    error = expect_raised(openai.APIError, read)
    expect("text before it", "".join(pieces), "so far")
    expect("code", error.code, "qodercli_failed")
    return "APIError with our code, behind the text so far"


@report.feature("embeddings")
def embeddings():
    requests = []
    http_client = openai.DefaultHttpxClient(event_hooks={"request": [requests.append]})
    patient = openai.OpenAI(
        base_url=gateway.BASE_URL, api_key=gateway.KEY, max_retries=3, http_client=http_client
    )
    error = expect_raised(
        openai.InternalServerError, lambda: patient.embeddings.create(model="text-embedding-3-small", input="x")
    )
    expect("status", error.status_code, 501)
    expect("code", error.code, "endpoint_not_supported")
    expect("requests", len(requests), 1)
    return "refused with 501 endpoint_not_supported and not retried: Qoder has no embedding models"


@report.feature("models")
def models():
    ids = [model.id for model in client.models.list()]
    if gateway.MODEL not in ids:
        raise AssertionError(f"{gateway.MODEL} is not among {ids}")
    expect("an alias", client.models.retrieve("gpt-4o").id, "gpt-4o")
    return "listed, and retrieved by alias"


@report.feature("completions")
def completions():
    prompt = simulate(says_slowly("one two three four"))
    expect("text", client.completions.create(model=gateway.MODEL, prompt=prompt).choices[0].text, "one two three four")
    stream = client.completions.create(model=gateway.MODEL, prompt=prompt, stream=True)
    return expect_pieces([chunk.choices[0].text for chunk in stream if chunk.choices[0].text], "one two three four")


report.run()
