import openai
from pydantic import BaseModel

from report import AFTER, AFTER_TOOLS, BASE_URL, KEY, calls, feature, simulate

client = openai.OpenAI(base_url=BASE_URL, api_key=KEY, max_retries=0)


def user(*steps):
    return [{"role": "user", "content": simulate(*steps)}]


@feature("chat")
def _():
    completion = client.chat.completions.create(model="auto", messages=user({"text": "Hello"}))
    assert completion.choices[0].message.content == "Hello"
    return "the scripted text"


@feature("stream")
def _():
    messages = user({"text": "one two three", "deltas": 3, "delayMs": 100})
    chunks = client.chat.completions.create(model="auto", messages=messages, stream=True)
    pieces = [chunk.choices[0].delta.content for chunk in chunks if chunk.choices[0].delta.content]
    assert "".join(pieces) == "one two three" and len(pieces) == 3
    return "in three pieces"


@feature("parallel tools")
def _():
    tools = [{"type": "function", "function": {"name": name, "parameters": {"type": "object"}}} for name in "ab"]
    messages = user({"text": "Let me see."}, *calls(("a", {"x": 1}), ("b", {"x": 2})), *AFTER)
    with client.chat.completions.stream(model="auto", messages=messages, tools=tools) as stream:
        message = stream.get_final_completion().choices[0].message
    assert [call.function.name for call in message.tool_calls] == ["a", "b"]
    results = [{"role": "tool", "tool_call_id": call.id, "content": "ok"} for call in message.tool_calls]
    history = [*messages, message.model_dump(exclude_none=True, exclude={"parsed"}), *results]
    answer = client.chat.completions.create(model="auto", messages=history, tools=tools)
    assert answer.choices[0].message.content == AFTER_TOOLS
    return "two calls in one streamed turn, and the answer to their results"


@feature("structured output")
def _():
    class Number(BaseModel):
        n: int

    messages = user({"text": 'Sure: {"n": 7}'})
    completion = client.chat.completions.parse(model="auto", messages=messages, response_format=Number)
    assert completion.choices[0].message.parsed == Number(n=7)
    return "parsed into a pydantic model"


@feature("error")
def _():
    try:
        client.chat.completions.create(model="auto", messages=user({"error": "billing_error", "message": "no credits"}))
    except openai.RateLimitError as error:
        assert error.code == "insufficient_quota"
        return "RateLimitError with our code"
    raise AssertionError("no error was raised")


@feature("chat (responses)")
def _():
    assert client.responses.create(model="auto", input=simulate({"text": "Hello"})).output_text == "Hello"
    return "the scripted text"


@feature("stream (responses)")
def _():
    with client.responses.stream(model="auto", input=simulate({"text": "one two three", "deltas": 3, "delayMs": 100})) as stream:
        pieces = [event.delta for event in stream if event.type == "response.output_text.delta"]
        final = stream.get_final_response()
    assert "".join(pieces) == final.output_text == "one two three" and len(pieces) == 3
    return "in three pieces, by the helper"


@feature("tools (responses)")
def _():
    tools = [{"type": "function", "name": "a", "parameters": {"type": "object"}}]
    items = user(*calls(("a", {"x": 1})), *AFTER)
    first = client.responses.create(model="auto", input=items, tools=tools)
    call = next(item for item in first.output if item.type == "function_call")
    items += [item.model_dump(exclude_none=True) for item in first.output]
    items += [{"type": "function_call_output", "call_id": call.call_id, "output": "ok"}]
    assert client.responses.create(model="auto", input=items, tools=tools).output_text == AFTER_TOOLS
    return "called, and answered with all items sent back"


@feature("structured output (responses)")
def _():
    class Number(BaseModel):
        n: int

    text = simulate({"text": 'Sure: {"n": 7}'})
    assert client.responses.parse(model="auto", input=text, text_format=Number).output_parsed == Number(n=7)
    return "parsed into a pydantic model"


@feature("error (responses)")
def _():
    try:
        client.responses.create(model="auto", input=simulate({"error": "billing_error", "message": "no credits"}))
    except openai.RateLimitError as error:
        assert error.code == "insufficient_quota"
        return "RateLimitError with our code"
    raise AssertionError("no error was raised")


@feature("embeddings")
def _():
    try:
        client.embeddings.create(model="auto", input="x")
    except openai.InternalServerError as error:
        assert error.status_code == 501
        return "501, as documented"
    raise AssertionError("no error was raised")


@feature("models")
def _():
    assert any(model.id == "auto" for model in client.models.list())
    return "listed"
