"""Each refusal as the type that the contract declares for it."""

from collections.abc import Callable
from typing import Any

import httpx
from qoder_gateway_client import AuthenticatedClient
from qoder_gateway_client.api.chat import create_chat_completion
from qoder_gateway_client.api.embeddings import create_embedding
from qoder_gateway_client.api.messages import create_message
from qoder_gateway_client.api.models import list_models, retrieve_model
from qoder_gateway_client.models import (
    AnthropicErrorResponse,
    CreateEmbeddingRequest,
    CreateMessageRequest,
    ErrorResponse,
    UserMessageParam,
)
from qoder_gateway_client.types import Response

from check import check, scripted


def refuses(
    feature: str, refusal: Callable[[], tuple[int, object]], status: int, **members: str | None
) -> None:
    def run() -> None:
        answered, refused = refusal()
        assert answered == status, answered
        assert isinstance(refused, ErrorResponse), refused
        assert refused.error.message
        seen = {name: getattr(refused.error, name) for name in members}
        assert seen == members, seen

    check(feature, run)


def seen(response: Response[Any]) -> tuple[int, object]:
    return response.status_code, response.parsed


def check_refusals(client: AuthenticatedClient, base_url: str, limited_key: str) -> None:
    def failing(error: str, message: str) -> Callable[[], tuple[int, object]]:
        body = scripted({"error": error, "message": message})
        return lambda: seen(create_chat_completion.sync_detailed(client=client, body=body))

    def with_key(token: str) -> AuthenticatedClient:
        return AuthenticatedClient(base_url=base_url, token=token)

    def bad_parameter() -> tuple[int, object]:
        body = scripted({"text": "x"})
        body.temperature = 7
        return seen(create_chat_completion.sync_detailed(client=client, body=body))

    def wrong_method() -> tuple[int, object]:
        # No operation has it: the client's own request is what remains.
        response: httpx.Response = client.get_httpx_client().put("/v1/models")
        return response.status_code, ErrorResponse.from_dict(response.json())

    def embedding(text: str) -> tuple[int, object]:
        body = CreateEmbeddingRequest(model="auto", input_=text)
        return seen(create_embedding.sync_detailed(client=client, body=body))

    def second_request() -> tuple[int, object]:
        limited, body = with_key(limited_key), scripted({"text": "x"})
        create_chat_completion.sync_detailed(client=limited, body=body)
        return seen(create_chat_completion.sync_detailed(client=limited, body=body))

    def anthropic_form() -> None:
        text = scripted({"error": "server_error", "message": "overloaded"}).messages[0].content
        assert isinstance(text, str)
        body = CreateMessageRequest(
            model="auto", max_tokens=1, messages=[UserMessageParam(role="user", content=text)]
        )
        error = create_message.sync(client=client, body=body)
        assert isinstance(error, AnthropicErrorResponse), error
        assert error.error.type_ == "api_error"

    refuses("400, with the parameter", bad_parameter, 400, type_="invalid_request_error", param="temperature")
    refuses(
        "400, too long for the model",
        failing("invalid_request", "prompt is too long: 300000 tokens"),
        400,
        code="context_length_exceeded",
    )
    refuses(
        "401",
        lambda: seen(list_models.sync_detailed(client=with_key("a-wrong-key"))),
        401,
        code="invalid_api_key",
    )
    refuses(
        "403",
        failing("authentication_failed", "Not logged in"),
        403,
        type_="authentication_error",
        code="qoder_auth_failed",
    )
    refuses(
        "404",
        lambda: seen(retrieve_model.sync_detailed("no-such-model-at-all", client=client)),
        404,
        code="model_not_found",
    )
    refuses("405", wrong_method, 405, code="method_not_allowed")
    refuses("413", lambda: embedding("x" * 1_100_000), 413, type_="invalid_request_error")
    refuses("429, of the key", second_request, 429, type_="rate_limit_error")
    refuses("429, of the account", failing("billing_error", "no credits"), 429, code="insufficient_quota")
    refuses("501", lambda: embedding("x"), 501, type_="not_implemented_error", code="endpoint_not_supported")
    refuses("502", failing("server_error", "overloaded"), 502, type_="api_error", code="qodercli_failed")
    check("Anthropic's form, where the operation has it", anthropic_form)
