"""Symbols: signs of fonts that have their own (Wingdings, Symbol), as characters that every font has."""

from __future__ import annotations

_SIGNS = {  # the code of a sign in its font, in sixteens, and the character
    "wingdings": (
        "21✏ 22✂ 28☎ 2A✉ 36⌛ 45☜ 46☞ 47☝ 48☟ 4A☺ 4C☹ 6C● 6E■ 6F□ 71❑ 72❒ 74⧫ 75◆ 76❖ 77⬥ 9E· 9F• A1○ A4◉ A7▪ A8☐ "
        "AB★ D8➢ DF← E0→ E1↑ E2↓ E8➔ EF⇦ F0⇨ F1⇧ F2⇩ FB✗ FC✓ FD☒ FE☑ "
        "81① 82② 83③ 84④ 85⑤ 86⑥ 87⑦ 88⑧ 89⑨ 8A⑩ 8C❶ 8D❷ 8E❸ 8F❹ 90❺ 91❻ 92❼ 93❽ 94❾ 95❿"
    ),
    "wingdings 2": (
        "4F✗ 50✓ 51☒ 52☑ 53☒ 54☒ 96• 97● 98● 99○ 9A○ A2■ A3□ A4□ AE◆ 6A➀ 6B➁ 6C➂ 6D➃ 6E➄ 6F➅ 70➆ 71➇ 72➈ 73➉"
    ),
    "wingdings 3": "66← 67→ 68↑ 69↓ 70▲ 71▼ 72△ 73▽ 74◀ 75▶ 76◁ 77▷ 7D▶",
    "webdings": "61✔ 63□ 67■ 72✘ 6E●",
    "symbol": (
        "20\u00a0 25% 28( 29) 2B+ 2D− 2E. 2F/ 30 31 32 33 34 35 36 37 38 39 3C< 3D= 3E> A3≤ A5∞ AB↔ AC← AD↑ AE→ AF↓ "
        "B0° B1± B3≥ B4× B7• B8÷ B9≠ BA≡ BB≈ BC… C5⊕ C6∅ C7∩ C8∪ CE∈ D6√ D7⋅ E5∑ F2∫ "
        "41Α 42Β 43Χ 44Δ 45Ε 46Φ 47Γ 48Η 49Ι 4BΚ 4CΛ 4DΜ 4EΝ 4FΟ 50Π 51Θ 52Ρ 53Σ 54Τ 55Υ 57Ω 58Ξ 59Ψ 5AΖ "
        "61α 62β 63χ 64δ 65ε 66φ 67γ 68η 69ι 6Aϕ 6Bκ 6Cλ 6Dμ 6Eν 6Fο 70π 71θ 72ρ 73σ 74τ 75υ 77ω 78ξ 79ψ 7Aζ"
    ),
}
_CHARACTERS = {
    font: {int(sign[:2], 16): sign[2:] or chr(int(sign[:2], 16)) for sign in signs.split(" ")}
    for font, signs in _SIGNS.items()
}
_PRIVATE = range(0xF000, 0xF100)  # where Word keeps the signs of such fonts
_UNKNOWN = range(0xE000, 0xF900)  # private characters mean nothing without their font


def is_symbol_font(font: str) -> bool:
    """Whether the letters of ``font`` are signs."""
    return font.lower() in _CHARACTERS


def symbol(font: str, code: int) -> str | None:
    """The character for the sign ``code`` of ``font``; None where it is not known what it looks like."""
    known = _CHARACTERS.get(font.lower())
    if known is not None:
        return known.get(code - _PRIVATE.start if code in _PRIVATE else code)
    return None if code in _UNKNOWN or not 31 < code < 0x110000 else chr(code)


def readable(text: str, font: str) -> str | None:
    """``text`` as it looks in ``font``; None where a sign of it is not known."""
    if not is_symbol_font(font) and not any(ord(letter) in _UNKNOWN for letter in text):
        return text
    signs = [symbol(font, ord(letter)) for letter in text]
    return None if None in signs else "".join(map(str, signs))
