"""The error a person sees for an interaction the app did not acknowledge."""

from bot.sandbox.deliveries import NO_ANSWER, Reply


def failure(reply: Reply | None) -> str | None:
    """None for an acknowledged interaction.

    ``dispatch_failed``: nobody listened, or the answer was no 200. ``operation_timeout``: no answer in three seconds.
    """
    if reply is None:
        return "dispatch_failed"
    if reply is NO_ANSWER:
        return "operation_timeout"
    return None if reply[0] == 200 else "dispatch_failed"
