import anthropic
from anthropic import beta_tool

from report import AFTER, AFTER_TOOLS, KEY, URL, calls, feature, simulate

client = anthropic.Anthropic(base_url=URL, api_key=KEY, max_retries=0)


def asked(*steps):
    return {
        "model": "auto",
        "max_tokens": 1000,
        "messages": [{"role": "user", "content": simulate(*steps)}],
    }


@feature("chat")
def _():
    message = client.messages.create(**asked({"text": "Hello"}))
    assert message.content[0].text == "Hello"
    return "the scripted text"


@feature("stream")
def _():
    thinking = {"type": "adaptive"}
    steps = [{"thinking": "Hm"}, {"text": "one two three", "deltas": 3, "delayMs": 100}]
    with client.messages.stream(**asked(*steps), thinking=thinking) as stream:
        pieces = list(stream.text_stream)
        message = stream.get_final_message()
    assert "".join(pieces) == "one two three" and len(pieces) == 3
    assert message.content[0].thinking == "Hm" and message.usage.output_tokens > 0
    return "in three pieces behind the thinking, by the helper"


@feature("parallel tools")
def _():
    seen = []

    @beta_tool
    def a(x: int) -> str:
        """A tool."""
        seen.append(f"a({x})")
        return "ok"

    @beta_tool
    def b(x: int) -> str:
        """Another tool."""
        seen.append(f"b({x})")
        return "ok"

    steps = [{"text": "Let me see."}, *calls(("a", {"x": 1}), ("b", {"x": 2})), *AFTER]
    message = client.beta.messages.tool_runner(**asked(*steps), tools=[a, b]).until_done()
    assert message.content[0].text == AFTER_TOOLS
    assert sorted(seen) == ["a(1)", "b(2)"]
    return "two calls in one turn, run and answered"


@feature("error")
def _():
    try:
        client.messages.create(**asked({"error": "billing_error", "message": "no credits"}))
    except anthropic.RateLimitError as error:
        assert error.body["error"]["type"] == "rate_limit_error" and "no credits" in error.message
        return "RateLimitError with its type and our message"
    raise AssertionError("no error was raised")


@feature("token count")
def _():
    count = client.messages.count_tokens(model="auto", messages=asked({"text": "x"})["messages"])
    assert count.input_tokens > 0
    return "an estimate"
