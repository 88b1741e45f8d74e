import json
import urllib.request

import openai
from langchain.agents import create_agent
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI
from pydantic import BaseModel

from report import AFTER, AFTER_TOOLS, BASE_URL, IS_PROMPT, KEY, URL, calls, feature, simulate

def step_tool(seen):
    @tool
    def step(n: int) -> str:
        """Does a step."""
        seen.append(n)
        return f"did {n}"

    return step


def hits():
    with urllib.request.urlopen(f"{URL}/readyz") as response:
        return json.load(response)["continuation"]["hits"]


def check(api, model):
    @feature(f"chat ({api})")
    def _():
        assert model.invoke(simulate({"text": "Hello"})).text == "Hello"
        return "the scripted text"

    @feature(f"stream ({api})")
    def _():
        chunks = model.stream(simulate({"text": "one two three", "deltas": 3, "delayMs": 100}))
        pieces = [chunk.text for chunk in chunks if chunk.text]
        assert "".join(pieces) == "one two three" and len(pieces) == 3
        return "in three pieces"

    @feature(f"tools ({api})")
    def _():
        seen = []
        agent = create_agent(model, [step_tool(seen)])
        text = simulate(*calls(("step", {"n": 1})), *AFTER)
        result = agent.invoke({"messages": [{"role": "user", "content": text}]})
        assert result["messages"][-1].text == AFTER_TOOLS and seen == [1]
        return "an agent called, and used the result"

    if not IS_PROMPT:

        @feature(f"ten-step agent ({api})")
        def _():
            seen = []
            before = hits()
            agent = create_agent(model, [step_tool(seen)])
            steps = [step for n in range(10) for step in calls(("step", {"n": n}))]
            messages = [{"role": "user", "content": simulate(*steps, {"text": AFTER_TOOLS})}]
            result = agent.invoke({"messages": messages}, {"recursion_limit": 60})
            assert result["messages"][-1].text == AFTER_TOOLS and len(seen) == 10
            assert hits() - before == 10, f"{hits() - before} of 10 went on"
            return "ten steps, each in the process of the first"

    @feature(f"structured output ({api})")
    def _():
        class Number(BaseModel):
            n: int

        assert model.with_structured_output(Number).invoke(simulate({"text": '{"n": 7}'})) == Number(n=7)
        return "parsed into a pydantic model"

    @feature(f"error ({api})")
    def _():
        try:
            model.invoke(simulate({"error": "authentication_failed", "message": "no"}))
        except openai.PermissionDeniedError as error:
            assert error.code == "qoder_auth_failed"
            return "PermissionDeniedError with our code"
        raise AssertionError("no error was raised")


for api, use_responses_api in {"chat": False, "responses": True}.items():
    check(
        api,
        ChatOpenAI(
            model="auto",
            base_url=BASE_URL,
            api_key=KEY,
            max_retries=0,
            use_responses_api=use_responses_api,
        ),
    )
