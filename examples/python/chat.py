"""One question, one answer, and what it took."""

from openai import OpenAI

client = OpenAI()  # reads OPENAI_BASE_URL and OPENAI_API_KEY

completion = client.chat.completions.create(
    model="auto",
    messages=[
        {"role": "system", "content": "You are terse."},
        {"role": "user", "content": "What is the capital of France?"},
    ],
)
print(completion.choices[0].message.content)
print(f"{completion.model} used {completion.usage.total_tokens} tokens")
