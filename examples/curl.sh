#!/bin/sh
# Chat completions with nothing but curl: whole, streamed, and one that fails.
set -eu
: "${OPENAI_BASE_URL:=http://localhost:3000/v1}" "${OPENAI_API_KEY:?the PROXY_API_KEY of the server}"

chat() {
  curl --silent --show-error --no-buffer "$OPENAI_BASE_URL/chat/completions" \
    -H "Authorization: Bearer $OPENAI_API_KEY" \
    -H 'Content-Type: application/json' \
    "$@"
}

echo '# whole'
chat -d '{"model": "auto", "messages": [{"role": "user", "content": "Say hello."}]}'

echo '# streamed'
chat -d '{"model": "auto", "stream": true, "messages": [{"role": "user", "content": "Say hello."}]}'

echo '# refused: the answer says what is wrong, and its status and request id are in the head'
chat --include -d '{"model": "auto", "messages": "Say hello."}'
