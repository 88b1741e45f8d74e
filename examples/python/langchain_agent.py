"""An agent of LangChain's, with a tool of ours."""

import os

from langchain.agents import create_agent
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI


@tool
def get_weather(city: str) -> str:
    """The weather in a city, now."""
    return f"18 degrees and a clear sky in {city}"


model = ChatOpenAI(
    model="auto",
    base_url=os.environ["OPENAI_BASE_URL"],
    api_key=os.environ["OPENAI_API_KEY"],
)
agent = create_agent(model, [get_weather])
result = agent.invoke({"messages": [{"role": "user", "content": "What is the weather like in Paris?"}]})
for message in result["messages"]:
    print(f"{message.type}: {message.content}")
