"""Errors whose text is safe to show to the person who caused them."""


class DeskError(Exception):
    """Something the person can act on; `str(error)` is a whole sentence, safe to show."""


class NotAllowed(DeskError):
    """The actor may not do this to this object."""


class NotFound(DeskError):
    """No such thing, or none that this actor may know of: both read the same."""


class Conflict(DeskError):
    """Somebody else changed the thing first; nothing was overwritten."""


class Invalid(DeskError):
    """What was typed cannot be taken. `fields` maps a form field's name to what is wrong with it."""

    def __init__(self, message: str, **fields: str) -> None:
        super().__init__(message)
        self.fields = fields
