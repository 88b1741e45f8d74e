"""Shows the model a picture. Only models with vision can see it; client.models.list() says which those are."""

import base64
import struct
import sys
import zlib
from pathlib import Path

from openai import OpenAI

client = OpenAI()  # reads OPENAI_BASE_URL and OPENAI_API_KEY


def red_square(size: int = 64) -> bytes:
    """A PNG, for those who have no picture at hand."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xff\0\0" * size) * size
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


picture = Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else red_square()
url = "data:image/png;base64," + base64.b64encode(picture).decode()

completion = client.chat.completions.create(
    model="auto",
    messages=[
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "What is in this picture?"},
                {"type": "image_url", "image_url": {"url": url}},
            ],
        }
    ],
)
print(completion.choices[0].message.content)
