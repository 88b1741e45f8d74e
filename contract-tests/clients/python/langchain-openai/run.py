"""LangChain for Python over langchain-openai, its agents included."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

import sandbox

sandbox.enter()

import gateway
import openai
from gateway import calls, chain, says, says_slowly, simulate
from langchain.agents import create_agent
from langchain_core.messages import HumanMessage, SystemMessage, ToolMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from pydantic import BaseModel
from report import Report, expect, expect_pieces, expect_raised

report = Report()
# How many requests of each agent loop went on in the process that had answered the one before.
loops: list[int] = []


def model(**more):
    settings = {"base_url": gateway.BASE_URL, "api_key": gateway.KEY, "max_retries": 0, **more}
    return ChatOpenAI(model=gateway.MODEL, **settings)


def user(*steps):
    return HumanMessage(simulate(*steps))


@tool
def get_weather(city: str) -> str:
    """Tells the weather."""
    return f"sunny {simulate(says(f'It is sunny in {city}.'))}"


@tool
def get_time(zone: str) -> str:
    """Tells the time."""
    return f"noon in {zone}"


@report.feature("chat")
def chat():
    answer = model().invoke([SystemMessage("Be brief."), user(says("Hello there"))])
    expect("text", answer.content, "Hello there")
    expect("finish reason", answer.response_metadata["finish_reason"], "stop")
    if answer.usage_metadata["output_tokens"] <= 0:
        raise AssertionError(f"usage: {answer.usage_metadata}")
    return "text, finish reason and usage"


@report.feature("stream")
def stream():
    chunks = list(model(stream_usage=True).stream([user(says_slowly("one two three four"))]))
    whole = chunks[0]
    for chunk in chunks[1:]:
        whole += chunk
    if not whole.usage_metadata or whole.usage_metadata["output_tokens"] <= 0:
        raise AssertionError(f"usage: {whole.usage_metadata}")
    return f"{expect_pieces([chunk.content for chunk in chunks if chunk.content], 'one two three four')}, with usage"


@report.feature("stream, async")
async def stream_async():
    chunks = [chunk.content async for chunk in model().astream([user(says_slowly("one two three four"))])]
    return expect_pieces([chunk for chunk in chunks if chunk], "one two three four")


@report.feature("tools")
def tools():
    bound = model().bind_tools([get_weather, get_time])
    messages = [user(calls(("get_weather", {"city": "Paris"})))]
    answer = bound.invoke(messages)
    expect("calls", [(call["name"], call["args"]) for call in answer.tool_calls], [("get_weather", {"city": "Paris"})])
    messages += [answer, get_weather.invoke(answer.tool_calls[0])]
    expect("answer", bound.invoke(messages).content, "It is sunny in Paris.")
    forced = model().bind_tools([get_weather], tool_choice="any")
    expect("calls when forced", len(forced.invoke(messages[:1]).tool_calls), 1)
    return "call with its arguments, and the answer that its result led to; tool_choice any"


@report.feature("parallel tools")
def parallel_tools():
    bound = model().bind_tools([get_weather, get_time])
    messages = [user(says("Let me look. "), calls(("get_time", {"zone": "CET"}), ("get_weather", {"city": "Rome"})))]
    chunks = list(bound.stream(messages))
    whole = chunks[0]
    for chunk in chunks[1:]:
        whole += chunk
    expect(
        "calls",
        [(call["name"], call["args"]) for call in whole.tool_calls],
        [("get_time", {"zone": "CET"}), ("get_weather", {"city": "Rome"})],
    )
    expect("calls that do not parse", whole.invalid_tool_calls, [])
    expect("text before the calls", whole.content.strip(), "Let me look.")
    results = [
        ToolMessage(content=tool.invoke(call["args"]), tool_call_id=call["id"])
        for tool, call in zip([get_time, get_weather], whole.tool_calls, strict=True)
    ]
    expect("answer", bound.invoke([*messages, whole, *results]).content, "It is sunny in Rome.")
    return "two calls streamed behind text, and the answer that their results led to"


def run_agent(streaming):
    ask, results, answer = chain("do_step", 10)
    done = []

    @tool
    def do_step(step: int) -> str:
        """Does one step."""
        done.append(step)
        return results[step - 1]

    agent = create_agent(model(streaming=streaming), [do_step], system_prompt="Do all steps.")
    before = gateway.continuations()
    state = agent.invoke({"messages": [HumanMessage(ask)]}, {"recursion_limit": 50})
    expect("steps", done, list(range(1, 11)))
    expect("answer", state["messages"][-1].content, answer)
    loops.append(gateway.continuations() - before)


@report.feature("agent loop")
def agent_loop():
    run_agent(streaming=False)
    run_agent(streaming=True)
    return "create_agent: ten steps, whole and streamed"


@report.feature("agent loop, one process")
def one_process():
    expect("requests of each loop that went on in the process of the one before", loops, [10, 10])
    return "each request went on in the process that had answered the one before"


class City(BaseModel):
    """A city."""

    name: str
    inhabitants: int


PARIS = {"name": "Paris", "inhabitants": 2_100_000}


@report.feature("structured output")
def structured_output():
    text = 'Sure: {"name": "Paris", "inhabitants": 2100000}'
    for method in ("json_schema", "json_mode"):
        answer = model().with_structured_output(City, method=method).invoke([user(says(text))])
        expect(method, answer, City(**PARIS))
    by_call = model().with_structured_output(City, method="function_calling")
    expect("function_calling", by_call.invoke([user(calls(("City", PARIS)))]), City(**PARIS))
    return "a pydantic model by json_schema, json_mode and function_calling"


@report.feature("structured output of an agent")
def structured_agent():
    agent = create_agent(model(), [get_time], response_format=City)
    script = calls(("City", PARIS)) if offers_schema_as_tool() else says('{"name": "Paris", "inhabitants": 2100000}')
    state = agent.invoke({"messages": [user(script)]}, {"recursion_limit": 10})
    expect("structured response", state["structured_response"], City(**PARIS))
    return "create_agent with response_format"


def offers_schema_as_tool():
    """LangChain knows of no native structured output for a model that it has no profile of."""
    return not (model().profile or {}).get("structured_output")


@report.feature("vision")
def vision():
    def look(url, text):
        parts = [{"type": "text", "text": simulate(says(text))}, {"type": "image_url", "image_url": {"url": url}}]
        return model().invoke([HumanMessage(parts)]).content

    expect("text", look(gateway.PNG, "A red pixel."), "A red pixel.")
    standard = {"type": "image", "base64": gateway.PNG.split(",")[1], "mime_type": "image/png"}
    message = HumanMessage([{"type": "text", "text": simulate(says("The same."))}, standard])
    expect("text for a standard block", model().invoke([message]).content, "The same.")
    error = expect_raised(openai.BadRequestError, lambda: look(gateway.BROKEN_IMAGE, "no"))
    expect("code for a broken image", error.code, "invalid_image")
    return "an image is taken in both of LangChain's forms, a broken one is BadRequestError invalid_image"


@report.feature("error")
def errors():
    error = expect_raised(openai.AuthenticationError, lambda: model(api_key="wrong").invoke([user(says("no"))]))
    expect("code", error.code, "invalid_api_key")
    step = {"error": "rate_limit", "message": "slow down"}
    for read in (model().invoke, lambda messages: list(model().stream(messages))):
        error = expect_raised(openai.RateLimitError, lambda read=read: read([user(step)]))
        expect("code", error.code, "rate_limit_exceeded")
        if "slow down" not in error.message:
            raise AssertionError(f"message: {error.message}")
    steps = [says("so far"), {"sleep": 100}, {"error": "server_error", "message": "gone"}]
    error = expect_raised(openai.APIError, lambda: list(model().stream([user(*steps)])))
    expect("code in mid-stream", error.code, "qodercli_failed")
    return "AuthenticationError, RateLimitError and APIError in mid-stream, each with our code and message"


@report.feature("embeddings")
def embeddings():
    embed = OpenAIEmbeddings(
        model="text-embedding-3-small",
        base_url=gateway.BASE_URL,
        api_key=gateway.KEY,
        max_retries=2,
        check_embedding_ctx_length=False,
    )
    error = expect_raised(openai.InternalServerError, lambda: embed.embed_query("x"))
    expect("code", error.code, "endpoint_not_supported")
    return "refused with 501 endpoint_not_supported: Qoder has no embedding models"


report.run()
