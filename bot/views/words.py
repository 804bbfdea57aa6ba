"""What the desk's words are called on screen, each status with its emoji beside the word."""

from bot.models import Channel, Court, Resolution, Role, Sensitivity, Status, Terms

STATUS = {
    Status.RECEIVED: "📥 Received", Status.ACKNOWLEDGED: "👋 Acknowledged", Status.TRIAGED: "🔎 Triaged",
    Status.GATHERING: "🧺 Gathering", Status.DRAFTING: "✏️ Drafting", Status.PENDING_APPROVAL: "⏳ Pending approval",
    Status.APPROVED: "✅ Approved", Status.RESPONDED: "📤 Responded", Status.WATCHING: "👀 Watching",
    Status.CLOSED: "🗂️ Closed",
}  # fmt: skip
SENSITIVITY = {Sensitivity.ROUTINE: "Routine", Sensitivity.SENSITIVE: "Sensitive", Sensitivity.CRISIS: "Crisis"}
COURT = {
    Court.COMMS: "Comms", Court.PROGRAMME: "Programme", Court.LEADERSHIP: "Leadership", Court.LEGAL: "Legal",
    Court.JOURNALIST: "Journalist",
}  # fmt: skip
TERMS = {
    Terms.ON_RECORD: "On the record", Terms.ON_BACKGROUND: "On background", Terms.DEEP_BACKGROUND: "Deep background",
    Terms.OFF_RECORD: "Off the record",
}  # fmt: skip
CHANNEL = {
    Channel.PHONE: "Phone", Channel.EMAIL: "E-mail", Channel.SLACK: "Slack", Channel.WEB_FORM: "Web form",
    Channel.IN_PERSON: "In person", Channel.SOCIAL: "Social media", Channel.REQUEST_SERVICE: "Request service",
}  # fmt: skip
REQUEST_TYPE = {
    "statement": "Statement", "interview": "Interview", "background": "Background", "data": "Data",
    "fact_check": "Fact check", "photo_filming": "Photo, filming", "op_ed": "Op-ed", "right_of_reply": "Right of reply",
}  # fmt: skip
RESOLUTION = {
    Resolution.STATEMENT: "Provided statement", Resolution.BACKGROUNDER: "Provided backgrounder",
    Resolution.INTERVIEW: "Scheduled interview", Resolution.AUDIO_VIDEO: "Provided audio or video",
    Resolution.AVAILABILITY: "Referred to availability", Resolution.THIRD_PARTY: "Referred to third party",
    Resolution.DECLINED: "Declined to comment", Resolution.DROPPED: "Reporter dropped it",
    Resolution.UNAVAILABLE: "Nobody available", Resolution.TOO_LATE: "No response in time",
    Resolution.NOT_MEDIA: "Not media", Resolution.DUPLICATE: "Duplicate", Resolution.OTHER: "Other",
}  # fmt: skip
ROLE = {
    Role.NONE: "Not on the desk", Role.VIEWER: "Viewer: looks", Role.OFFICER: "Officer: logs, drafts, works",
    Role.APPROVER: "Approver: also approves", Role.ADMIN: "Admin: also manages the desk",
}  # fmt: skip
APPROVES = {
    Sensitivity.ROUTINE: "Routine matters", Sensitivity.SENSITIVE: "Routine and sensitive matters",
    Sensitivity.CRISIS: "Everything, crises too",
}  # fmt: skip
WEEKDAY = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday",
    "sun": "Sunday",
}  # fmt: skip


def by_value(labels: dict) -> dict[str, str]:  # type: ignore[type-arg]
    """Labels keyed by the words' values, as menus take them."""
    return {key.value: label for key, label in labels.items()}
