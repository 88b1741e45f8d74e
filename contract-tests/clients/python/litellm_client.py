import litellm

from report import AFTER, AFTER_TOOLS, BASE_URL, KEY, calls, feature, simulate


def complete(messages, **more):
    return litellm.completion(model="openai/auto", api_base=BASE_URL, api_key=KEY, num_retries=0, messages=messages, **more)


def user(*steps):
    return [{"role": "user", "content": simulate(*steps)}]


@feature("chat")
def _():
    assert complete(user({"text": "Hello"})).choices[0].message.content == "Hello"
    return "the scripted text"


@feature("stream")
def _():
    chunks = complete(user({"text": "one two three", "deltas": 3, "delayMs": 100}), stream=True)
    pieces = [chunk.choices[0].delta.content for chunk in chunks if chunk.choices[0].delta.content]
    assert "".join(pieces) == "one two three" and len(pieces) > 1
    return "in several pieces"


@feature("tools")
def _():
    tools = [{"type": "function", "function": {"name": "look", "description": "Looks", "parameters": {"type": "object", "properties": {}}}}]
    messages = user(*calls(("look", {})), *AFTER)
    message = complete(messages, tools=tools).choices[0].message
    result = {"role": "tool", "tool_call_id": message.tool_calls[0].id, "name": "look", "content": "ok"}
    answer = complete([*messages, message.model_dump(), result], tools=tools)
    assert answer.choices[0].message.content == AFTER_TOOLS
    return "called, and used the result"


@feature("error")
def _():
    try:
        complete(user({"error": "invalid_request", "message": "prompt is too long"}))
    except litellm.ContextWindowExceededError:
        return "ContextWindowExceededError"
    except litellm.BadRequestError as error:
        assert "prompt is too long" in str(error)
        return "BadRequestError with our message"
    raise AssertionError("no error was raised")
