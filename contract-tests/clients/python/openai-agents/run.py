"""The OpenAI Agents SDK for Python, with its chat completions model."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

import sandbox

sandbox.enter()

import gateway
import openai
from agents import (
    Agent,
    ModelSettings,
    OpenAIChatCompletionsModel,
    Runner,
    function_tool,
    set_tracing_disabled,
)
from gateway import calls, chain, says, says_slowly, simulate
from openai.types.responses import ResponseTextDeltaEvent
from pydantic import BaseModel
from report import Report, expect, expect_pieces

set_tracing_disabled(True)
report = Report()
# How many requests of each agent loop went on in the process that had answered the one before.
loops: list[int] = []


def agent(key=gateway.KEY, **more):
    # A client of its own for each event loop.
    client = openai.AsyncOpenAI(base_url=gateway.BASE_URL, api_key=key, max_retries=0)
    model = OpenAIChatCompletionsModel(model=gateway.MODEL, openai_client=client)
    return Agent(name="tester", instructions="Be brief.", model=model, **more)


@function_tool
def get_weather(city: str) -> str:
    """Tells the weather."""
    return f"sunny {simulate(says(f'It is sunny in {city}.'))}"


def called(result):
    return [item.raw_item.name for item in result.new_items if item.type == "tool_call_item"]


@report.feature("chat")
async def chat():
    result = await Runner.run(agent(), simulate(says("Hello there")))
    expect("text", result.final_output, "Hello there")
    if result.context_wrapper.usage.output_tokens <= 0:
        raise AssertionError(f"usage: {result.context_wrapper.usage}")
    return "text and usage"


@report.feature("stream")
async def stream():
    result = Runner.run_streamed(agent(), simulate(says_slowly("one two three four")))
    pieces = [
        event.data.delta
        async for event in result.stream_events()
        if event.type == "raw_response_event" and isinstance(event.data, ResponseTextDeltaEvent)
    ]
    expect("final output", result.final_output, "one two three four")
    return expect_pieces(pieces, "one two three four")


@report.feature("tools")
async def tools():
    helper = agent(tools=[get_weather])
    result = await Runner.run(helper, simulate(calls(("get_weather", {"city": "Paris"}))))
    expect("calls", called(result), ["get_weather"])
    expect("answer", result.final_output, "It is sunny in Paris.")
    helper = agent(tools=[get_weather], model_settings=ModelSettings(tool_choice="required"))
    result = await Runner.run(helper, simulate(calls(("get_weather", {"city": "Oslo"}))))
    expect("answer after a required call", result.final_output, "It is sunny in Oslo.")
    return "call with its arguments, and the answer that its result led to; tool_choice required"


@report.feature("parallel tools")
async def parallel_tools():
    zones = []

    @function_tool
    def get_time(zone: str) -> str:
        """Tells the time."""
        zones.append(zone)
        return "noon"

    script = simulate(says("Let me look. "), calls(("get_time", {"zone": "CET"}), ("get_weather", {"city": "Rome"})))
    result = Runner.run_streamed(agent(tools=[get_time, get_weather]), script)
    async for _ in result.stream_events():
        pass
    expect("calls", called(result), ["get_time", "get_weather"])
    expect("arguments", zones, ["CET"])
    expect("answer", result.final_output, "It is sunny in Rome.")
    return "two calls streamed behind text, both run, and the answer that their results led to"


async def run_loop(streaming):
    ask, results, answer = chain("do_step", 10)
    done = []

    @function_tool
    def do_step(step: int) -> str:
        """Does one step."""
        done.append(step)
        return results[step - 1]

    helper = agent(tools=[do_step])
    before = gateway.continuations()
    if streaming:
        result = Runner.run_streamed(helper, ask, max_turns=15)
        async for _ in result.stream_events():
            pass
    else:
        result = await Runner.run(helper, ask, max_turns=15)
    expect("steps", done, list(range(1, 11)))
    expect("answer", result.final_output, answer)
    loops.append(gateway.continuations() - before)


@report.feature("agent loop")
async def agent_loop():
    await run_loop(streaming=False)
    await run_loop(streaming=True)
    return "ten steps, whole and streamed"


@report.feature("agent loop, one process")
def one_process():
    expect("requests of each loop that went on in the process of the one before", loops, [10, 10])
    return "each request went on in the process that had answered the one before"


@report.feature("handoff")
async def handoff():
    second = agent().clone(name="second", handoff_description="Knows more.")
    script = simulate(calls(("transfer_to_second", {})))
    # The note of a handoff is the client's own, so the answer to it is the simulator's own, too.
    result = await Runner.run(agent(handoffs=[second]), script)
    expect("agent that answered", result.last_agent.name, "second")
    return "one agent hands over to another"


class City(BaseModel):
    name: str
    inhabitants: int


@report.feature("structured output")
async def structured_output():
    script = simulate(says('Sure: {"name": "Paris", "inhabitants": 2100000}'))
    result = await Runner.run(agent(output_type=City), script)
    expect("output", result.final_output, City(name="Paris", inhabitants=2_100_000))
    return "a pydantic model as output_type"


@report.feature("vision")
async def vision():
    async def look(url, text):
        parts = [
            {"type": "input_text", "text": simulate(says(text))},
            {"type": "input_image", "image_url": url, "detail": "auto"},
        ]
        return (await Runner.run(agent(), [{"role": "user", "content": parts}])).final_output

    expect("text", await look(gateway.PNG, "A red pixel."), "A red pixel.")
    try:
        await look(gateway.BROKEN_IMAGE, "no")
    except openai.BadRequestError as error:
        expect("code for a broken image", error.code, "invalid_image")
        return "an image is taken, a broken one is BadRequestError invalid_image"
    raise AssertionError("a broken image was taken")


@report.feature("error")
async def errors():
    async def failure(helper, *steps, streaming=False):
        try:
            if streaming:
                async for _ in Runner.run_streamed(helper, simulate(*steps)).stream_events():
                    pass
            else:
                await Runner.run(helper, simulate(*steps))
        except openai.APIError as error:
            return error
        raise AssertionError("no error was raised")

    error = await failure(agent(key="wrong"), says("no"))
    expect("error", (type(error), error.code), (openai.AuthenticationError, "invalid_api_key"))
    for streaming in (False, True):
        error = await failure(agent(), {"error": "rate_limit", "message": "slow down"}, streaming=streaming)
        expect("error", (type(error), error.code), (openai.RateLimitError, "rate_limit_exceeded"))
        if "slow down" not in error.message:
            raise AssertionError(f"message: {error.message}")
    late = [says("so far"), {"sleep": 100}, {"error": "server_error", "message": "gone"}]
    error = await failure(agent(), *late, streaming=True)
    expect("code in mid-stream", error.code, "qodercli_failed")
    return "AuthenticationError, RateLimitError and APIError in mid-stream, each with our code and message"


report.run()
