"""Every error is of a type that the SDK knows; code, message and request id say what to do. See docs/errors.md."""

import openai
from openai import OpenAI

client = OpenAI()  # reads OPENAI_BASE_URL and OPENAI_API_KEY
question = [{"role": "user", "content": "Hello"}]


def report(error: openai.APIStatusError) -> None:
    print(f"{type(error).__name__} {error.status_code} {error.code}: {error.body['message']}")
    assert error.request_id  # the server's log has a line under this id


try:
    client.with_options(api_key="not-the-key").chat.completions.create(model="auto", messages=question)
except openai.AuthenticationError as error:
    report(error)

try:
    client.chat.completions.create(model="auto", messages=question, n=2)
except openai.BadRequestError as error:
    report(error)

try:
    client.models.retrieve("no-such-model")
except openai.NotFoundError as error:
    report(error)

try:
    client.embeddings.create(model="auto", input="Hello")
except openai.InternalServerError as error:
    report(error)
