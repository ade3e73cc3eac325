"""Time stamps from a time-stamping authority over HTTP (RFC 3161), with nothing but the standard library's client."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import Any

from compliance.errors import ComplianceError


class NoTimeStamp(ComplianceError):
    sentence = "The time-stamping service at {url} gave no time stamp: {reason}."
    hint = "Try again, or sign without a time stamp."


def time_stamper(url: str) -> Any:
    """A pyHanko time stamper that asks the service at `url`."""
    from asn1crypto import tsp  # type: ignore[import-untyped]
    from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

    class Service(TimeStamper):
        async def async_request_tsa_response(self, req: Any) -> Any:
            try:
                return tsp.TimeStampResp.load(_reply(url, req.dump()))
            except (OSError, ValueError) as error:
                raise NoTimeStamp(url=url, reason=error) from error

        async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
            try:
                return await super().async_timestamp(message_digest, md_algorithm)
            except TimestampRequestError as error:
                raise NoTimeStamp(url=url, reason=error) from error

    service: Any = Service  # pyHanko leaves its constructor untyped
    return service()


def _reply(url: str, query: bytes) -> bytes:
    if not url.startswith(("http://", "https://")):
        raise NoTimeStamp(url=url, reason="the address is neither http nor https")
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    request = urllib.request.Request(url, data=query, headers=headers)  # noqa: S310 (looked at above)
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
        return bytes(response.read(1 << 20))
