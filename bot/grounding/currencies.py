"""Currencies: by code, by sign and by name, and which of them a bare "kroner" or "shillings" may mean."""

from __future__ import annotations

import re

#: Code: its names in full, as a pattern, and the signs before a figure besides the code.
_TABLE: dict[str, tuple[str, str]] = {
    "USD": (r"(?:US |u\.s\. |american )?dollars?", "$ US$"), "GBP": (r"(?:british )?pounds?(?: sterling)?|sterling|quid", "£"),
    "EUR": (r"euros?", "€"), "JPY": (r"(?:japanese )?yen", "¥"), "CHF": (r"(?:swiss )?francs?|franken", ""),
    "AUD": (r"australian dollars?", "A$ AU$"), "CAD": (r"canadian dollars?", "C$ CA$"), "NZD": (r"new zealand dollars?", "NZ$"),
    "HKD": (r"hong kong dollars?", "HK$"), "SGD": (r"singapore dollars?", "S$"), "SEK": (r"swedish kronor|swedish kronas?|kronor", ""),
    "NOK": (r"norwegian kroner?", ""), "DKK": (r"danish kroner?", ""), "ISK": (r"icelandic kr[oó]nur", ""), "CZK": (r"czech (?:crowns?|koruna)|koruna", "KČ"),
    "PLN": (r"(?:polish )?(?:zlotys?|zloties|złoty)", "ZŁ"), "HUF": (r"(?:hungarian )?forints?", "FT"), "RON": (r"romanian lei|lei", ""),
    "BGN": (r"(?:bulgarian )?leva?", ""), "RSD": (r"serbian dinars?", ""), "UAH": (r"(?:ukrainian )?hryvnias?", "₴"), "RUB": (r"(?:russian )?roubles?|rubles?", "₽"),
    "TRY": (r"(?:turkish )?liras?", "₺"), "ILS": (r"(?:israeli )?(?:new )?shekels?", "₪"), "EGP": (r"egyptian pounds?", "E£"),
    "KES": (r"kenyan shillings?", "KSH"), "UGX": (r"ugandan shillings?", "USH"), "TZS": (r"tanzanian shillings?", "TSH"), "ETB": (r"(?:ethiopian )?birr", ""),
    "NGN": (r"(?:nigerian )?nairas?", "₦"), "GHS": (r"(?:ghanaian )?cedis?", "GH₵"), "ZAR": (r"(?:south african )?rand", ""), "XOF": (r"cfa francs?", ""),
    "INR": (r"indian rupees?", "₹"), "PKR": (r"pakistani rupees?", ""), "NPR": (r"nepalese rupees?|nepali rupees?", ""), "LKR": (r"sri lankan rupees?", ""),
    "BDT": (r"(?:bangladeshi )?taka", ""), "CNY": (r"(?:chinese )?(?:yuan|renminbi)|rmb", ""), "KRW": (r"(?:south )?korean won", "₩"), "PHP": (r"philippine pesos?", "₱"),
    "IDR": (r"(?:indonesian )?rupiah", ""), "MYR": (r"(?:malaysian )?ringgit", "RM"), "THB": (r"(?:thai )?baht", "฿"), "MXN": (r"mexican pesos?", "MX$"),
    "ARS": (r"argentin(?:e|ian) pesos?", ""), "CLP": (r"chilean pesos?", ""), "COP": (r"colombian pesos?", ""), "BRL": (r"(?:brazilian )?(?:reais|real)", "R$"),
}  # fmt: skip
#: Names without a country, and the codes that each may mean.
GENERIC: dict[str, frozenset[str]] = {
    "krone": frozenset(["NOK", "DKK", "SEK", "ISK"]), "crown": frozenset(["CZK", "SEK", "NOK", "DKK"]), "shilling": frozenset(["KES", "UGX", "TZS"]),
    "rupee": frozenset(["INR", "PKR", "NPR", "LKR"]), "peso": frozenset(["PHP", "MXN", "ARS", "CLP", "COP"]), "dinar": frozenset(["RSD"]),
}  # fmt: skip
_NAMES = {
    "krone": r"kron(?:a|e|er)|kr",
    "crown": r"crowns?",
    "shilling": r"shillings?",
    "rupee": r"rupees?",
    "peso": r"pesos?",
    "dinar": r"dinars?",
}

#: What stands before a figure, in capitals: its code or the generic name.
SIGNS = {sign: code for code, (_, signs) in _TABLE.items() for sign in (code, *signs.split())} | {"KR": "krone", "RS": "rupee"}
#: What stands after one. Codes count in capitals only: some are words.
NAMES = {code: rf"{names}|(?-i:{code})" for code, (names, _) in _TABLE.items()} | _NAMES
CODES = frozenset({*_TABLE, *GENERIC})
_LETTERS = [re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True)]
SIGN = "|".join(rf"(?-i:\b{sign})" if sign.isalpha() and sign.isascii() and len(sign) > 2 else sign for sign in _LETTERS)
