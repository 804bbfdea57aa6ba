"""Delivery over HTTP with Slack's signature.

Sources: https://docs.slack.dev/authentication/verifying-requests-from-slack, https://docs.slack.dev/apis/events-api/
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import time
import urllib.error
import urllib.request
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.parse import urlencode

from bot.sandbox import cast
from bot.sandbox.deliveries import NO_ANSWER, NO_RETRY, Envelope, Reply, parsed

_SECONDS = 3.0
_FORM = "application/x-www-form-urlencoded"


class SignedHttp:
    """A transport to one request URL, which takes commands, interactions and events alike."""

    name = "http"

    def __init__(self) -> None:
        self.url: str | None = None
        self.secret = cast.SIGNING_SECRET
        self._pool = ThreadPoolExecutor(64, thread_name_prefix="sandbox-http")
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def ready(self) -> bool:
        """Whether a URL is configured."""
        return self.url is not None

    def send(self, envelope: Envelope) -> Future[Reply]:
        """POST in the background."""
        return self._pool.submit(self._post, envelope)

    def verify(self, url: str) -> bool:
        """Slack's url_verification: the URL must give the challenge back."""
        challenge = {"type": "url_verification", "token": cast.VERIFICATION_TOKEN, "challenge": "sandbox-challenge"}
        status, body = self._request(url, json.dumps(challenge).encode(), {"content-type": "application/json"})
        given = body.get("challenge") if isinstance(body, dict) else body
        return status == 200 and given == "sandbox-challenge"

    def close(self) -> None:
        """Stop the threads."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _post(self, envelope: Envelope) -> Reply:
        body, content_type = _body(envelope)
        headers = {"content-type": content_type}
        if envelope.get("retry_attempt"):
            headers["x-slack-retry-num"] = str(envelope["retry_attempt"])
            headers["x-slack-retry-reason"] = envelope["retry_reason"]
        return self._request(self.url or "", body, headers)

    def _request(self, url: str, body: bytes, headers: dict[str, str]) -> Reply:
        stamp = str(int(time.time()))
        digest = hmac.new(self.secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        signed = headers | {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}"}
        signed["user-agent"] = "Slackbot 1.0 (+https://api.slack.com/robots)"
        request = urllib.request.Request(url, data=body, headers=signed, method="POST")
        try:
            with self._opener.open(request, timeout=_SECONDS) as answer:
                return answer.status, parsed(answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, NO_RETRY if error.headers.get("x-slack-no-retry") == "1" else None
        except TimeoutError:
            return NO_ANSWER
        except (OSError, http.client.HTTPException):
            return 503, None


def _body(envelope: Envelope) -> tuple[bytes, str]:
    payload = envelope["payload"]
    if envelope["type"] == "events_api":
        return json.dumps(payload).encode(), "application/json"
    form = payload if envelope["type"] == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form).encode(), _FORM
