"""A process of its own kind: a private home, no telemetry, and no way out but to this machine."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sys
import tempfile

_homes: list[str] = []

_QUIET = {
    "ANONYMIZED_TELEMETRY": "false",
    "DO_NOT_TRACK": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_TELEMETRY": "False",
    "OPENAI_AGENTS_DISABLE_TRACING": "1",
    "SCARF_NO_ANALYTICS": "true",
}


def enter() -> str:
    """Call it before the client is imported. Returns the private home."""
    home = tempfile.mkdtemp(prefix="client-")
    _homes.append(home)
    sys.excepthook = _report_crash
    for name in list(os.environ):
        # A key or an address of the machine's must not decide a test, nor a proxy see it.
        if name.startswith(("OPENAI_", "LITELLM_", "LANGCHAIN_", "LANGSMITH_", "AIDER_")):
            del os.environ[name]
        elif name.lower().endswith("_proxy"):
            del os.environ[name]
    os.environ.update(_QUIET)
    os.environ.update(
        HOME=home,
        XDG_CACHE_HOME=f"{home}/cache",
        XDG_CONFIG_HOME=f"{home}/config",
        XDG_DATA_HOME=f"{home}/data",
    )
    stay_local()
    return home


def leave() -> None:
    for home in _homes:
        shutil.rmtree(home, ignore_errors=True)


def _report_crash(kind, error, trace) -> None:
    """What fails outside of every check, the import of the client above all, is a red line, too."""
    line = {"feature": "start", "ok": False, "detail": f"{kind.__name__}: {error}"[:300]}
    print(json.dumps(line), flush=True)
    sys.__excepthook__(kind, error, trace)
    leave()


def _is_local(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    return name in (None, "", "localhost", "::1") or str(name).startswith("127.")


def stay_local() -> None:
    """Refuses to look up, and to connect to, any host but this one."""
    look_up = socket.getaddrinfo
    connect = socket.socket.connect

    def guarded_look_up(host, *args, **kwargs):
        if not _is_local(host):
            raise socket.gaierror(socket.EAI_NONAME, "only this machine may be reached")
        return look_up(host, *args, **kwargs)

    def guarded_connect(self, address):
        if isinstance(address, tuple) and not _is_local(address[0]):
            raise ConnectionRefusedError("only this machine may be reached")
        return connect(self, address)

    socket.getaddrinfo = guarded_look_up
    socket.socket.connect = guarded_connect
