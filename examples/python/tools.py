"""The loop of an agent: the model asks for tools, we run them, until it answers in words."""

import json

from openai import OpenAI

client = OpenAI()  # reads OPENAI_BASE_URL and OPENAI_API_KEY


def get_weather(city: str) -> dict:
    return {"city": city, "celsius": 18, "sky": "clear"}


TOOLS = {"get_weather": get_weather}
SCHEMAS = [
    {
        "type": "function",
        "function": {
            "name": "get_weather",
            "description": "The weather in a city, now.",
            "parameters": {
                "type": "object",
                "properties": {"city": {"type": "string"}},
                "required": ["city"],
            },
        },
    }
]

messages = [{"role": "user", "content": "What is the weather like in Paris?"}]
while True:
    completion = client.chat.completions.create(model="auto", messages=messages, tools=SCHEMAS)
    message = completion.choices[0].message
    messages.append(message)
    if not message.tool_calls:
        break
    for call in message.tool_calls:
        arguments = json.loads(call.function.arguments)
        result = TOOLS[call.function.name](**arguments)
        print(f"{call.function.name}({arguments}) = {result}")
        messages.append({"role": "tool", "tool_call_id": call.id, "content": json.dumps(result)})
print(message.content)
