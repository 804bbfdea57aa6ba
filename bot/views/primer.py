"""The primer: what the terms mean, on one screen, for the moment in which somebody has to choose or to answer."""

from __future__ import annotations

from bot.views.blocks import Block, actions, bold, bullets, button, divider, line, modal, rich

# (the term, what it means, what is said to agree it)
TERMS = (
    ("On the record", "Everything may be published, with your name. Always so, unless something else was agreed first.", ""),
    ("On background", "The words may be used, not your name. Agree on what they write instead.",
     "“Can we do this on background, as ‘a charity worker’?”"),
    ("Deep background", "They may use what they learn as their own knowledge, and point at nobody.", "“For your understanding only, attributed to nobody.”"),
    ("Off the record", "They may use nothing of it. Still say nothing that would harm if it came out.",
     "“This is off the record. Do you agree?” Wait for the yes."),
    ("Embargo", "They have it now and publish it not before a day, a time and a zone. It binds only those who agreed before they got it.",
     "“Embargoed until 06:00 GMT on Tuesday. Do you agree?”"),
    ("Exclusive", "One outlet has the story alone until an hour. Until then nobody else is offered it.", "“You have it alone until Friday noon.”"),
)  # fmt: skip
GOLDEN = (
    "Terms are agreed before anything is said, by both, aloud. Afterwards it is too late.",
    "Newsrooms use these words differently: say what you mean by them, and write down who agreed.",
)


def page() -> Block:
    """All of it, as a modal of one screen."""
    blocks: list[Block] = []
    for name, meaning, words in TERMS:
        blocks.append(rich(line(bold(f"{name}. "), meaning), *([line("Say: ", words)] if words else [])))
    return modal(
        "What the terms mean",
        [
            *blocks, divider(), rich(bullets([one] for one in GOLDEN)),
        ],
    )  # fmt: skip


def asked() -> Block:
    """The button beside a choice of terms."""
    return actions(button("What do these mean?", "primer_open"), block_id="primer")
