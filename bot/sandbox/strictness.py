"""The switches of the server's strictness and the failures asked for by a test."""

from dataclasses import dataclass, field


@dataclass
class Failure:
    """The next `times` calls of `method` (or of any, ``*``) answer `error` with `http_status`."""

    method: str
    error: str
    http_status: int = 200
    times: int = 1
    retry_after: int | None = None


@dataclass
class Strictness:
    """All times in seconds of real (unshifted) time."""

    rate_limit: bool = True  # chat.postMessage: one message per second per channel
    rate_burst: int = 1
    trigger_seconds: float = 3.0
    ack_seconds: float = 3.0
    response_url_seconds: float = 30 * 60
    response_url_uses: int = 5
    file_bytes: int = 1_000_000_000  # the largest file, https://slack.com/help/articles/201330736
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    retry_scale: float = 1.0  # multiplies the delays above; 0 makes tests quick
    revoked: set[str] = field(default_factory=set)  # tokens that answer token_revoked
    inactive: set[str] = field(default_factory=set)  # tokens that answer account_inactive
    failures: list[Failure] = field(default_factory=list)

    def take_failure(self, method: str) -> Failure | None:
        """The failure this call must answer with, used up once."""
        for failure in self.failures:
            if failure.method in (method, "*"):
                failure.times -= 1
                if failure.times <= 0:
                    self.failures.remove(failure)
                return failure
        return None
