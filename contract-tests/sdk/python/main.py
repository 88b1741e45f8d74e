import os

import httpx
from answers import check_answers
from qoder_gateway_client import AuthenticatedClient
from refusals import check_refusals

url = os.environ["GATEWAY_URL"]
with AuthenticatedClient(base_url=url, token=os.environ["GATEWAY_KEY"], timeout=httpx.Timeout(30)) as client:
    check_answers(client)
    check_refusals(client, url, os.environ["LIMITED_KEY"])
