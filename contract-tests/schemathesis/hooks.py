"""What Schemathesis has to know of this server besides its contract."""

import itertools
import json
import os
import zlib

import requests
import schemathesis

from passes import note_what_is_not_kept, passes

URL = os.environ["GATEWAY_URL"]
KEY = os.environ["GATEWAY_KEY"]
PASSWORD = os.environ["GATEWAY_PASSWORD"]

addresses = itertools.count(1)

# Parameters that are known and refused, whatever their value: docs/parameters.md says why. They would stop nearly
# every generated request before the model is asked, so most requests go without.
REFUSED = {
    *("audio", "best_of", "logprobs", "modalities", "n", "suffix", "top_logprobs"),
    *("background", "conversation", "previous_response_id", "prompt", "thread"),
}
# What is refused by one operation and is another's own.
MAPPED = {"createCompletion": {"prompt"}}


uses = itertools.count()
known = {}


def known_ids():
    """Ids that lead somewhere; a new response now and then, since logs are cleared and forget."""
    if next(uses) % 50 == 0:
        body = {"model": "auto", "input": ["Hello", "And?"]}
        answer = requests.post(f"{URL}/v1/responses", json=body, headers={"api-key": KEY}, timeout=60)
        answer.raise_for_status()
        known.update(response_id=answer.json()["id"], request_id=answer.headers["x-request-id"])
    return known


def operation_id(case):
    return case.operation.definition.raw["operationId"]


def one_of(parts, value):
    """Whether this value is one of so many; the same in each run."""
    return zlib.crc32(json.dumps(value, default=str).encode()) % parts == 0


@schemathesis.hook
def before_call(context, case, kwargs):
    # Each request comes from another client, else the protection against guessing would answer most of them.
    number = next(addresses)
    case.headers["X-Forwarded-For"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    for name in {"response_id", "request_id"} & set(case.path_parameters or {}):
        if operation_id(case) != "deleteResponse" and one_of(2, [case.path_parameters, case.query]):
            case.path_parameters[name] = known_ids()[name]
    body = case.body
    if not isinstance(body, dict):
        return
    if isinstance(body.get("password"), str) and one_of(2, body):
        # No generator guesses it, nor the name of a key.
        case.body = {**body, "password": PASSWORD, **({"name": "default"} if "name" in body else {})}
    elif not one_of(4, body):
        refused = REFUSED - MAPPED.get(operation_id(case), set())
        case.body = {name: value for name, value in body.items() if name not in refused}


@schemathesis.hook
def after_call(context, case, response):
    note_what_is_not_kept(operation_id(case), case, response)


@schemathesis.auth(refresh_interval=None).apply_to(path_regex="^/dashboard/api/").skip_for(operation_id="createSession")
class DashboardSession:
    """A session for all, and another for each request that ends its own."""

    def __init__(self):
        self.shared = None

    def get(self, case, context):
        if operation_id(case) == "deleteSession":
            return self.sign_in()
        self.shared = self.shared or self.sign_in()
        return self.shared

    def set(self, case, cookie, context):
        case.cookies["qoder_dashboard"] = cookie

    @staticmethod
    def sign_in():
        answer = requests.post(f"{URL}/dashboard/api/session", json={"password": PASSWORD}, timeout=30)
        answer.raise_for_status()
        return answer.cookies["qoder_dashboard"]


@schemathesis.deserializer("text/event-stream")
def events(context, response):
    """The contract's schema of a stream is that of each event. OpenAI's last one, `[DONE]`, is no JSON."""
    blocks = response.content.decode().split("\n\n")
    data = ["".join(line[6:] for line in block.split("\n") if line.startswith("data: ")) for block in blocks]
    return [json.loads(text) for text in data if text not in ("", "[DONE]")]


@schemathesis.hook
def filter_failure(context, failure, case, response):
    return not passes(operation_id(case), failure, case, response)
