"""What hurried writing does to a note, with its spans kept exact."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from .invented import misspelt
from .pieces import Piece, joined, lines_of

__all__ = ["Noise", "noisy"]


@dataclass(frozen=True, slots=True)
class Noise:
    """How often each kind of noise befalls a note (or, where so said, a word).

    >>> noisy([Piece("Hei")], Random(1), noise=Noise.none())
    [Piece(text='Hei', label=None, fixed=False)]
    """

    small_letters: float = 0.15
    capital_lines: float = 0.12
    sloppy_capitals: float = 0.08
    ascii_spelling: float = 0.02
    typing: float = 0.45
    """notes with typos; the share of their words is drawn, up to 4 %"""
    names_typing: float = 0.01
    """name pieces, in notes with typos"""
    spacing: float = 0.25
    no_punctuation: float = 0.05
    abbreviating: float = 0.4
    dropping: float = 0.3
    wrapping: float = 0.08
    windows_lines: float = 0.08
    unseparated: float = 0.06
    """line ends become blanks, as some exports do"""
    splicing: float = 0.35
    """some lines of another template stand among its own"""

    @classmethod
    def none(cls) -> Noise:
        """No noise at all."""
        return cls(*(0.0,) * 14)


_NAMES: Final = frozenset({"FIRST_NAME", "LAST_NAME"})
_ABBREVIATED: Final = {
    "pasienten": ("pas", "pas.", "pt.", "pt"), "pasientens": ("pas.",), "pasient": ("pas", "pas."),
    "avdeling": ("avd.", "avd"), "avdelingen": ("avd.", "avd"), "avdelinga": ("avd.",),
    "med": ("m/",), "uten": ("u/",), "utan": ("u/",), "kontroll": ("ktr", "ktr.", "kontr."),
    "henvist": ("henv.", "henv"), "undersøkelse": ("us", "us."), "undersøking": ("us",),
    "behandling": ("beh.", "beh"), "innlagt": ("innl.", "innl"), "utskrevet": ("utskr.",),
    "blodtrykk": ("BT",), "operasjon": ("op.", "opr."), "operert": ("opr.", "op."),
    "poliklinikk": ("pol.", "pkl"), "diagnose": ("diagn.",), "telefon": ("tlf", "tlf."),
    "uker": ("u",), "eventuelt": ("evt.", "evt"), "vedrørende": ("vedr.", "ang."),
    "antibiotika": ("ab",), "temperatur": ("temp", "tp"), "høyre": ("hø", "hø.", "hø"),
    "venstre": ("ve", "ve.", "v."), "høgre": ("hø.",), "sykepleier": ("spl", "spl."),
    "sjukepleiar": ("spl.",), "fysioterapeut": ("fysio", "fys."), "måneder": ("mnd",),
    "ganger": ("ggr",), "daglig": ("dgl.",), "blant annet": ("bl.a.",), "intravenøst": ("iv",),
    "cirka": ("ca",), "vurdering": ("vurd.",), "anamnese": ("anamn.",), "mellom": ("mlm",),
    "opplyser": ("oppl.",), "generelt": ("gen.",), "negativ": ("neg.",), "positiv": ("pos.",),
}  # fmt: skip
_ABBREVIATION: Final = re.compile(r"\b(" + "|".join(_ABBREVIATED) + r")\b(?!\.)")
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_ASCII: Final = str.maketrans({"å": "aa", "ø": "oe", "æ": "ae", "Å": "Aa", "Ø": "Oe", "Æ": "Ae"})

Change = Callable[[str], str]


def noisy(pieces: list[Piece], random: Random, *, noise: Noise | None = None) -> list[Piece]:
    """The pieces of a note with noise; each span remains one piece.

    >>> pieces = [Piece("Pasienten heter "), Piece("Kari", "FIRST_NAME")]
    >>> noisy(pieces, Random(2))[-1].label
    'FIRST_NAME'
    """
    noise = noise or Noise()
    happens = {name: random.random() < getattr(noise, name) for name in _STEPS}
    for name, step in _STEPS.items():
        if happens[name]:
            pieces = step(pieces, random, noise)
    return _trimmed(pieces)


def _everywhere(pieces: list[Piece], change: Change) -> list[Piece]:
    return [Piece(change(piece.text), piece.label, piece.fixed) for piece in pieces]


def _in_words(pieces: list[Piece], change: Change) -> list[Piece]:
    """Changes the template's own words, not what slots wrote."""
    return [
        piece if piece.label or piece.fixed else Piece(change(piece.text)) for piece in pieces
    ]  # fmt: skip


def _dropped(pieces: list[Piece], random: Random, _: Noise) -> list[Piece]:
    lines = lines_of(pieces)
    share = random.uniform(0.05, 0.5)
    kept = [line for line in lines if random.random() > share]
    return [piece for line in kept or lines for piece in line]


def _abbreviated(pieces: list[Piece], random: Random, _: Noise) -> list[Piece]:
    share = random.uniform(0.3, 1.0)

    def change(match: re.Match[str]) -> str:
        return random.choice(_ABBREVIATED[match[1]]) if random.random() < share else match[1]

    return _in_words(pieces, lambda text: _ABBREVIATION.sub(change, text))


def _mistyped(pieces: list[Piece], random: Random, noise: Noise) -> list[Piece]:
    share = random.choice((0.005, 0.01, 0.02, 0.04))

    def change(match: re.Match[str]) -> str:
        return _slip(match[0], random) if random.random() < share else match[0]

    done = []
    for piece in pieces:
        if piece.label in _NAMES and len(piece.text) > 3 and random.random() < noise.names_typing:
            done.append(Piece(misspelt(piece.text, random), piece.label))
        elif piece.label or piece.fixed:
            done.append(piece)
        else:
            done.append(Piece(_WORD.sub(change, piece.text)))
    return done


def _slip(word: str, random: Random) -> str:
    """A word with two letters swapped, one dropped, or one doubled."""
    at = random.randrange(1, len(word) - 1)
    kind = random.randrange(3)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :] if kind == 1 else word[:at] + word[at] + word[at:]


def _respaced(pieces: list[Piece], random: Random, _: Noise) -> list[Piece]:
    share = random.uniform(0.02, 0.15)

    def change(match: re.Match[str]) -> str:
        if random.random() > share:
            return match[0]
        return (
            match[0].strip()
            if match[0] in (". ", ", ") and random.random() < 0.5
            else match[0] + " "
        )

    return _in_words(pieces, lambda text: re.sub(r"\. |, | (?=\S)", change, text))


def _unpunctuated(pieces: list[Piece], random: Random, _: Noise) -> list[Piece]:
    marks = re.compile(random.choice((r"[.](?=\s|$)", r"[,;]", r"[.,;:](?=\s|$)", r":(?= )")))
    return _in_words(pieces, lambda text: marks.sub("", text))


def _small(pieces: list[Piece], _: Random, __: Noise) -> list[Piece]:
    return _everywhere(pieces, str.lower)


def _capitals(pieces: list[Piece], random: Random, _: Noise) -> list[Piece]:
    """Headings, first lines, or every line in capitals."""
    most = random.choice((25, 45, 45, 10_000 if random.random() < 0.3 else 60))
    done = []
    for number, line in enumerate(lines_of(pieces)):
        is_short = len(joined(line)) < most
        chosen = is_short and (number < 3 or random.random() < 0.6)
        done += _everywhere(line, str.upper) if chosen else line
    return done


def _sloppy(pieces: list[Piece], random: Random, _: Noise) -> list[Piece]:
    """Some capitals are missing, some names begin small, some words big."""
    share = random.uniform(0.05, 0.5)

    def change(text: str) -> str:
        if not text[0].isupper() or text.isupper() or random.random() > share:
            return text
        return text[0].lower() + text[1:]

    def words(text: str) -> str:
        return re.sub(r"[^\W\d_]+", lambda match: change(match[0]), text)

    return [Piece(words(piece.text), piece.label, piece.fixed) for piece in pieces]


def _plain_letters(pieces: list[Piece], _: Random, __: Noise) -> list[Piece]:
    def plain(text: str) -> str:
        spelt = text.translate(_ASCII)
        return spelt.upper() if text.isupper() else spelt

    return _everywhere(pieces, plain)


def _wrapped(pieces: list[Piece], random: Random, _: Noise) -> list[Piece]:
    """Long lines are broken at a blank, mostly outside of spans."""
    width, column = random.randint(60, 80), 0
    done = []
    for piece in pieces:
        parts = re.split(r"( |\n)", piece.text)
        for number, part in enumerate(parts):
            following = parts[number + 1] if number + 1 < len(parts) else ""
            if part == " " and piece.label is None and column + len(following) >= width:
                parts[number], column = "\n", 0
            else:
                column = 0 if part == "\n" else column + len(part)
        done.append(Piece("".join(parts), piece.label, piece.fixed))
    return done


def _windows(pieces: list[Piece], _: Random, __: Noise) -> list[Piece]:
    return _everywhere(pieces, lambda text: text.replace("\n", "\r\n"))


def _one_line(pieces: list[Piece], _: Random, __: Noise) -> list[Piece]:
    return _everywhere(pieces, lambda text: re.sub(r"\n+", " ", text))


Step = Callable[[list[Piece], Random, Noise], list[Piece]]
_STEPS: Final[dict[str, Step]] = {
    "dropping": _dropped, "abbreviating": _abbreviated, "typing": _mistyped,
    "spacing": _respaced, "no_punctuation": _unpunctuated, "unseparated": _one_line,
    "capital_lines": _capitals, "sloppy_capitals": _sloppy, "small_letters": _small,
    "ascii_spelling": _plain_letters, "wrapping": _wrapped, "windows_lines": _windows,
}  # fmt: skip


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """Without blank text at either end, and without empty pieces."""
    done = list(pieces)
    while done and done[0].label is None and not done[0].text.strip():
        done.pop(0)
    while done and done[-1].label is None and not done[-1].text.strip():
        done.pop()
    if done and done[0].label is None:
        done[0] = replace(done[0], text=done[0].text.lstrip())
    if done and done[-1].label is None:
        done[-1] = replace(done[-1], text=done[-1].text.rstrip())
    return [piece for piece in done if piece.text]
