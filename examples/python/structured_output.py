"""An answer that fits a type: the server checks it against the schema, and asks the model once more if it does not."""

from openai import OpenAI
from pydantic import BaseModel

client = OpenAI()  # reads OPENAI_BASE_URL and OPENAI_API_KEY


class City(BaseModel):
    name: str
    country: str
    inhabitants: int


completion = client.chat.completions.parse(
    model="auto",
    messages=[{"role": "user", "content": "Tell me about Paris."}],
    response_format=City,
)
city = completion.choices[0].message.parsed
print(f"{city.name}, {city.country}: {city.inhabitants:,} inhabitants")
