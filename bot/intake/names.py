"""A personal name made clean, and told from an outlet."""

from __future__ import annotations

import re
import unicodedata

from bot.intake.vocabulary import FULL_NAME, MEDIA_WORD, NAME

_NOT_A_NAME = re.compile(
    r"^(?:Hi|Hello|Hey|Dear|Thanks|Thank|He|She|They|There|Their|His|Her|Warmly|Inbound|Passing|FYI|Fyi|Many|Kind|Best|Warm|Warmest|Regards|Cheers|Please|The|A|An|This|That|It|Its|We|I|My|Our|You|Your|If|And|But|So|Ok|Can"
    r"|Could|Would|Who|What|When|Where|Why|How|Is|Are|Do|Does|Did|Has|Have|Any|Got|Says|Said|Wants|Also|Not|No|Yes|Just|Sorry|Yeah|Oh|Um|Morning"
    r"|Good|Afternoon|Evening|Sent|From|To|Date|Subject|Re|Tel|Mobile|Cell|Phone|Signal|Email|Office|Direct|Press|Media|News|Investigations|Research|Features"
    r"|Politics|Sport|Business|Editorial|Senior|Chief|Staff|Deputy|Special|Health|Science|Education|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun|Monday"
    r"|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|July|September|October|November"
    r"|December|Cordialement|Merci|Saludos|Gracias|Atentamente|Obrigado|Obrigada|Abraço|Grazie|Saluti|Viele|Mit|Freundliche|Gruß|Grüße|Bonjour|Hola|Olá"
    r"|Ciao|Hallo|Buenos|Buenas|Boa|Bom|Prezados?|Prezadas?|Caros?|Caras?|Rubrique|Ressort|Redaktion|Freelance|Heads|Update|Urgent|Breaking|Question|Need|Bye|Both|All|Team"
    r"|Let|As|At|On|In|For|With|By|Of|Up|Via|Voicemail|Transcript|Message|Call|Twitter|Instagram|Facebook|Reporter|Producer|Journalist|Editor|Yours|Sincerely|Looking|Btw|Diolch|Slán|Fao|Attn|Attention|Dr|Mrs|Myself|Head|Chair|Director|Speak|Talk|Take|Pitch|Reminder|Cheerio|Bye|Ta|Slán|Adios|Tschüss|Copy|Anonymous|Anything|Someone|Somebody|Everyone|Nobody|People|Would|Did|Does|Have|Had|Were|Was|Been|New|Mondays|Tuesdays|Wednesdays|Thursdays|Fridays|Saturdays|Sundays|Zoom|Teams)$"
)


def clean_name(raw: str) -> str:
    """Return a name without titles of greeting or marks around it, or "" where it cannot be one."""
    name = raw.strip(" \t\"'“”*_,.-–—|:;()")
    name = re.sub(
        r"^(?:Mrs|Ms|Mr|Miss|Mme|Mlle|Dr|Prof|Professor|Sir|Dame|Rev|Canon|Herr|Frau|Sig|Dott|Sr|Sra)\.?\s+(?=\S)",
        "",
        re.sub(r"['’]s$", "", name),
    )
    words = name.split()
    while words and _NOT_A_NAME.match(words[0]):
        words = words[1:]
    while words and _NOT_A_NAME.match(words[-1]) and len(words) > 1:
        words = words[:-1]
    name = " ".join(words)
    is_lower = re.fullmatch(r"[a-z]{2,} [a-z'’-]{2,}", name) and raw == name
    return name if (re.fullmatch(NAME, name) or is_lower) and len(name) > 1 else ""


def fold(text: str) -> str:
    """Return the letters and digits of `text` without case or accents, for comparing names with addresses."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
    return re.sub(r"[^a-z0-9]", "", plain)


def without_place(name: str) -> str:
    """Return "Ximena Tlapale" for "Ximena Tlapale de Nopalera": after two words, "de" and the like lead to the outlet."""
    match = re.match(rf"({FULL_NAME}?)\s+(?:de|di|da|do|du|von|van|del|della)\s", name)
    return match[1] if match and " " in match[1] else name


def is_outletish(piece: str) -> bool:
    """Say whether what looks like a name reads as that of an outlet."""
    return bool(MEDIA_WORD.search(piece)) or piece.startswith(("The ", "Le ", "La ", "El ", "Diario ", "Die ", "Der ", "Das "))
