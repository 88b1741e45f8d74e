"""What may deviate from the schemas on purpose, each with its reason. All else that deviates is a failure."""

import atexit
import collections
import json
import os
import re
import subprocess
import threading
from pathlib import Path

from schemathesis.core.failures import AcceptedNegativeData, ServerError
from schemathesis.core.jsonschema import make_validator
from schemathesis.core.parameters import ParameterLocation
from schemathesis.openapi.checks import (
    EnsureResourceAvailability,
    MissingHeaderNotRejected,
    RejectedPositiveData,
)

# Rules that no schema of a body can express. A refusal has to say which of them was broken.
REFUSALS = [
    ("a known parameter whose effect nobody here has", "code", r"unsupported_parameter|thread_unsupported_request"),
    ("a previous response that is not kept", "code", r"previous_response_not_found"),
    ("a tool's schema that is not valid", "code", r"invalid_function_parameters|invalid_json_schema"),
    ("an image that is not valid", "code", r"invalid_image"),
    ("a file that is not valid", "code", r"invalid_file"),
    ("a sealed summary that is not ours", "code", r"invalid_encrypted_content"),
    ("nothing to sum up", "message", r"^There is no conversation to compact"),
    (
        "tool calls and results that do not belong together",
        "message",
        r"must have a 'tool_result' block|there is no 'tool_use' block|is used twice|"
        r"must be followed by tool messages|No tool output found for function call",
    ),
    ("a choice of a tool that is not offered", "message", r"there (is|are) no tools? "),
    ("a name that would change an object's prototype", "message", r"the name '__proto__' is not allowed"),
    ("nothing runs in the background", "message", r"^Cannot cancel a synchronous response"),
    ("a page after an item that is not there", "message", r"^No (item|model) has the id"),
]
# The simulator is no model: it neither calls the tool that it must call, nor writes the JSON that it must write.
NOT_AS_ASKED = re.compile(r"^The model did not answer as asked\.")
# These bring bodies into the contract's shapes before they are validated: src/completions/variants.
WITH_VARIANTS = {
    *("createChatCompletion", "createAzureChatCompletion", "createPlaygroundCompletion", "createResponse"),
    *("createMessage", "countMessageTokens", "createPlaygroundMessage"),
}

passed = collections.Counter()
not_kept = set()


@atexit.register
def report():
    Path(os.environ["FUZZ_PASSED"]).write_text(json.dumps(passed))


def note_what_is_not_kept(operation, case, response):
    if operation == "createResponse" and response.status_code == 200 and case.body.get("store") is False:
        not_kept.update(re.findall(r"resp_\w+", response.text))


def passes(operation, failure, case, response):
    reason = reason_to_pass(operation, failure, case, response)
    if reason is not None:
        passed[reason] += 1
    return reason is not None


def reason_to_pass(operation, failure, case, response):
    if isinstance(failure, AcceptedNegativeData) and operation in WITH_VARIANTS:
        return "a shape of another dialect, accepted" if fits_as_variant(operation, case, response) else None
    if isinstance(failure, RejectedPositiveData):
        code, message = error_of(response)
        said = {"code": code or "", "message": message}
        return next((f"{reason}, refused" for reason, part, rule in REFUSALS if re.search(rule, said[part])), None)
    if isinstance(failure, ServerError) and response.status_code == 502:
        return "an answer that the simulator cannot give" if NOT_AS_ASKED.search(error_of(response)[1]) else None
    # The run sends its key with each request, also with one that was to do without.
    if isinstance(failure, MissingHeaderNotRejected) and failure.header_name in response.request.headers:
        return "a header that was sent after all, accepted"
    if isinstance(failure, EnsureResourceAvailability) and "/v1/responses" in case.path:
        return "a response that was not to be kept" if case.path_parameters["response_id"] in not_kept else None
    return None


def error_of(response):
    """Code and message, in OpenAI's form or in Anthropic's."""
    try:
        error = response.json()["error"]
    except (ValueError, KeyError):
        return None, ""
    return error.get("code") or error.get("details", {}).get("error_code"), error["message"]


class Canonical:
    """The server's own first step, asked in a process beside."""

    def __init__(self):
        self.process = None
        self.lock = threading.Lock()

    def __call__(self, operation, parameters, text):
        with self.lock:
            if self.process is None:
                program = Path(__file__).with_name("canonical.mjs")
                self.process = subprocess.Popen(
                    ["node", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
                )
            question = {"operationId": operation, "params": dict(parameters or {}), "text": text}
            self.process.stdin.write(json.dumps(question) + "\n")
            self.process.stdin.flush()
            return json.loads(self.process.stdout.readline())["body"]


canonical = Canonical()


def fits_as_variant(operation, case, response):
    """
    Whether what the server made of the body fits the schema, by another validator than the server's. So nothing but
    these steps may make a wrong body a right one.
    """
    harmless = {ParameterLocation.BODY}
    # What an operation does not declare it does not read.
    if not any(name in case.operation.query for name in case.query or {}):
        harmless.add(ParameterLocation.QUERY)
    if any(case.meta.is_negative_at(location) for location in ParameterLocation if location not in harmless):
        return False
    sent = response.request.body
    body = canonical(operation, case.path_parameters, sent.decode() if isinstance(sent, bytes) else sent)
    declared = case.operation.get_body_for_media_type("application/json")
    validator = make_validator(declared.optimized_schema, case.operation.schema.adapter.jsonschema_validator_cls)
    return validator.is_valid(body)
