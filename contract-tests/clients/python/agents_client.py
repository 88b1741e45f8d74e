import asyncio

import openai
from agents import (
    Agent,
    OpenAIChatCompletionsModel,
    OpenAIResponsesModel,
    Runner,
    function_tool,
    set_tracing_disabled,
)

from report import AFTER, AFTER_TOOLS, BASE_URL, KEY, calls, feature, simulate

set_tracing_disabled(True)


def agent_of(model_class, tools):
    # A client belongs to the event loop that it is first used in, and each feature runs in one of its own.
    client = openai.AsyncOpenAI(base_url=BASE_URL, api_key=KEY, max_retries=0)
    model = model_class(model="auto", openai_client=client)
    return Agent(name="tester", instructions="Be brief.", model=model, tools=list(tools))


def check(api, model_class):
    def agent(tools=()):
        return agent_of(model_class, tools)

    @feature(f"chat ({api})")
    def _():
        assert Runner.run_sync(agent(), simulate({"text": "Hello"})).final_output == "Hello"
        return "the scripted text"

    @feature(f"stream ({api})")
    def _():
        async def read():
            result = Runner.run_streamed(agent(), simulate({"text": "one two three", "deltas": 3, "delayMs": 100}))
            events = [event async for event in result.stream_events() if event.type == "raw_response_event"]
            return result.final_output, [event.data.delta for event in events if event.data.type == "response.output_text.delta"]

        output, pieces = asyncio.run(read())
        assert output == "one two three" and len(pieces) == 3
        return "in three pieces"

    @feature(f"tools ({api})")
    def _():
        seen = []

        @function_tool
        def step(n: int) -> str:
            """Does a step."""
            seen.append(n)
            return "ok"

        steps = [*calls(("step", {"n": 1}), ("step", {"n": 2})), *AFTER]
        assert Runner.run_sync(agent([step]), simulate(*steps)).final_output == AFTER_TOOLS
        assert seen == [1, 2]
        return "two calls at once, and the answer to their results"

    @feature(f"error ({api})")
    def _():
        try:
            Runner.run_sync(agent(), simulate({"error": "authentication_failed", "message": "no"}))
        except openai.PermissionDeniedError as error:
            assert error.code == "qoder_auth_failed"
            return "PermissionDeniedError with our code"
        raise AssertionError("no error was raised")


# Its default is the Responses API.
for api, model_class in {"chat": OpenAIChatCompletionsModel, "responses": OpenAIResponsesModel}.items():
    check(api, model_class)
