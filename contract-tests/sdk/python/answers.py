"""What succeeds, whole and streamed, in the types of the contract."""

import contextlib
import json
from collections.abc import Iterator
from typing import Any

import httpx
from httpx_sse import connect_sse
from qoder_gateway_client import AuthenticatedClient
from qoder_gateway_client.api.chat import create_chat_completion
from qoder_gateway_client.api.contract import get_open_api_yaml
from qoder_gateway_client.api.health import get_liveness
from qoder_gateway_client.api.messages import create_message
from qoder_gateway_client.api.models import list_models, retrieve_model
from qoder_gateway_client.api.responses import create_response
from qoder_gateway_client.models import (
    ChatCompletionFunctionCall,
    ChatCompletionFunctionTool,
    ChatCompletionMessageFunctionToolCall,
    ChatCompletionRequestAssistantMessage,
    ChatCompletionRequestDeveloperMessage,
    ChatCompletionRequestMessageContentPartText,
    ChatCompletionRequestToolMessage,
    ChatCompletionRequestUserMessage,
    ChatCompletionStreamOptions,
    CompletionUsage,
    CreateChatCompletionRequest,
    CreateChatCompletionResponse,
    CreateChatCompletionStreamResponse,
    CreateMessageRequest,
    CreateResponse,
    ErrorResponse,
    FunctionObject,
    ListModelsResponse,
    Liveness,
    Message,
    MessageTextBlock,
    Model,
    OutputMessage,
    OutputTextContent,
    ResponseObject,
    UserMessageParam,
)

from check import check, scripted, told


def data_of_stream(client: AuthenticatedClient, path: str, body: dict[str, Any]) -> Iterator[Any]:
    with connect_sse(client.get_httpx_client(), "POST", path, json=body) as source:
        source.response.raise_for_status()
        for event in source.iter_sse():
            if event.data == "[DONE]":
                return
            yield event.json()


def check_answers(client: AuthenticatedClient) -> None:
    def whole() -> None:
        completion = create_chat_completion.sync(client=client, body=scripted({"text": "Hello there."}))
        assert isinstance(completion, CreateChatCompletionResponse), completion
        assert completion.choices[0].message.content == "Hello there."
        assert completion.choices[0].finish_reason == "stop"
        assert isinstance(completion.usage, CompletionUsage) and completion.usage.total_tokens > 0

    def conversation() -> None:
        call = ChatCompletionMessageFunctionToolCall(
            id="call_1", type_="function", function=ChatCompletionFunctionCall(name="weather", arguments="{}")
        )
        part = ChatCompletionRequestMessageContentPartText(type_="text", text="What is the weather?")
        body = CreateChatCompletionRequest(
            model="auto",
            messages=[
                ChatCompletionRequestDeveloperMessage(role="developer", content="Be short."),
                ChatCompletionRequestUserMessage(role="user", content=[part]),
                ChatCompletionRequestAssistantMessage(role="assistant", content=None, tool_calls=[call]),
                ChatCompletionRequestToolMessage(role="tool", tool_call_id="call_1", content="sunny"),
                told({"text": "Sunny."}),
            ],
        )
        completion = create_chat_completion.sync(client=client, body=body)
        assert isinstance(completion, CreateChatCompletionResponse), completion
        assert completion.choices[0].message.content == "Sunny."

    def tool_call() -> None:
        body = scripted({"tools": [{"name": "weather", "input": {"city": "Paris"}}]})
        body.tools = [ChatCompletionFunctionTool(type_="function", function=FunctionObject(name="weather"))]
        completion = create_chat_completion.sync(client=client, body=body)
        assert isinstance(completion, CreateChatCompletionResponse), completion
        calls = completion.choices[0].message.tool_calls
        assert isinstance(calls, list)
        assert isinstance(calls[0], ChatCompletionMessageFunctionToolCall), calls[0]
        assert json.loads(calls[0].function.arguments) == {"city": "Paris"}

    def streamed() -> None:
        body = scripted({"text": "one two three", "deltas": 3, "delayMs": 100})
        body.stream = True
        body.stream_options = ChatCompletionStreamOptions(include_usage=True)
        chunks = [
            CreateChatCompletionStreamResponse.from_dict(data)
            for data in data_of_stream(client, "/v1/chat/completions", body.to_dict())
        ]
        texts = [choice.delta.content for chunk in chunks for choice in chunk.choices]
        assert "".join(text for text in texts if isinstance(text, str)) == "one two three", texts
        assert chunks[-2].choices[0].finish_reason == "stop"
        assert isinstance(chunks[-1].usage, CompletionUsage) and chunks[-1].usage.completion_tokens > 0

    def stream_that_fails() -> None:
        body = scripted({"text": "so far"}, {"sleep": 100}, {"error": "server_error", "message": "overloaded"})
        body.stream = True
        frames: list[dict[str, Any]] = []
        # The connection is cut behind the error, so that nobody takes what came for a whole answer.
        with contextlib.suppress(httpx.RemoteProtocolError):
            for frame in data_of_stream(client, "/v1/chat/completions", body.to_dict()):
                frames.append(frame)
            raise AssertionError("the stream ended as if it was whole")
        failures = [ErrorResponse.from_dict(frame) for frame in frames if "error" in frame]
        assert [failure.error.code for failure in failures] == ["qodercli_failed"]

    def responses() -> None:
        text = scripted({"text": "Hello there."}).messages[0].content
        assert isinstance(text, str)
        response = create_response.sync(client=client, body=CreateResponse(model="auto", input_=text))
        assert isinstance(response, ResponseObject), response
        assert response.status == "completed"
        assert isinstance(response.output[0], OutputMessage)
        part = response.output[0].content[0]
        assert isinstance(part, OutputTextContent)
        assert part.text == "Hello there."

    def messages() -> None:
        text = scripted({"text": "Hello there."}).messages[0].content
        assert isinstance(text, str)
        body = CreateMessageRequest(
            model="auto", max_tokens=1_024, messages=[UserMessageParam(role="user", content=text)]
        )
        message = create_message.sync(client=client, body=body)
        assert isinstance(message, Message), message
        assert isinstance(message.content[0], MessageTextBlock)
        assert message.content[0].text == "Hello there."

    def models() -> None:
        listed = list_models.sync(client=client)
        assert isinstance(listed, ListModelsResponse)
        assert "auto" in [model.id for model in listed.data]
        model = retrieve_model.sync("auto", client=client)
        assert isinstance(model, Model) and model.object_ == "model"

    def public() -> None:
        liveness = get_liveness.sync(client=client)
        assert isinstance(liveness, Liveness) and liveness.status == "ok"
        document = get_open_api_yaml.sync(client=client)
        assert isinstance(document, str) and "openapi: 3.1.0" in document

    check("chat: whole", whole)
    check("chat: a conversation of every role, with parts", conversation)
    check("chat: a tool call", tool_call)
    check("chat: streamed", streamed)
    check("chat: a stream that fails has a typed error in it", stream_that_fails)
    check("responses: whole", responses)
    check("messages: whole", messages)
    check("models: listed and retrieved", models)
    check("what is public", public)
