"""Filling a template with a cast."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from .cast import Cast
from .people_slots import is_role
from .pieces import Piece, settled
from .slot import Slot
from .slots import fill_slot
from .template import Choice, Literal, Part, Template

__all__ = ["filled", "lettered"]

_SEXED: Final = {
    word: sex
    for sex, words in (
        (
            "f",
            "tante tanten tanta kusine kusina niese svigerdatter svigerdotter svigermor kona kone "
            "datterdatter sønnedatter dotterdotter sondotter jenta veslejenta halvsøster stemor "
            "venninne venninnen venninna mor moren jordmor søster søsteren frøken bestemor mormor "
            "farmor sambuarinna syster systera stesøster steddatter dotter dattera datteren fru",
        ),
        (
            "m",
            "onkel onkelen fetter fetteren nevø svigersønn svigersøn sviger svoger svigerfar "
            "halvbror stefar stefaren morbror farbror sønnesønn dattersønn systerson brorson sonen "
            "bror broren far faren bestefar morfar farfar mann mannen ektemannen gutten guten "
            "skipper kamerat kameraten sønn sønnen son herr",
        ),
    )
    for word in words.split()
}
_SENTENCE_ENDS: Final = (". ", "? ", "! ", "\n")
_LETTERS: Final[dict[str, Callable[[str], str]]] = {"small": str.lower, "caps": str.upper}


def filled(template: Template, cast: Cast) -> list[Piece]:
    """The pieces of a template, filled for a cast.

    >>> from faker import Faker
    >>> from .provider import ClinicalProvider
    >>> from .template import parse
    >>> template = parse("### kind=t form=nb\\n{Hun} heter {FIRST_NAME=Siv}.", file="a.txt")[0]
    >>> cast = Cast.drawn(ClinicalProvider(Faker()), form="nb", sexes="f", low=40, high=60)
    >>> [piece.text for piece in filled(template, cast)]
    ['Hun', ' heter ', 'Siv', '.']
    """
    return lettered(settled(_started(_pieces(template.parts, cast))), template.letters)


def lettered(pieces: list[Piece], letters: str) -> list[Piece]:
    """Pieces in `small` letters, in `caps`, or as they are.

    >>> lettered([Piece("Hei")], "caps")[0].text
    'HEI'
    """
    written = _LETTERS.get(letters)
    return [replace(one, text=written(one.text)) for one in pieces] if written else pieces


def _pieces(parts: Iterable[Part], cast: Cast) -> list[Piece]:
    pieces: list[Piece] = []
    for part in parts:
        if isinstance(part, Literal):
            pieces.append(Piece(part.text, part.label))
        elif isinstance(part, Slot):
            _hint(part, pieces, cast)
            pieces += fill_slot(part, cast)
        elif isinstance(part, Choice):
            pieces += _pieces(cast.random.choice(part.options), cast)
    return pieces


def _hint(slot: Slot, pieces: list[Piece], cast: Cast) -> None:
    """An uncle is a man: the word before a name may tell its bearer's sex."""
    words = pieces[-1].text.split()[-1:] if pieces and pieces[-1].label is None else []
    if words and is_role(slot.name) and (sex := _SEXED.get(words[0].strip("(:,.").lower())):
        cast.hint(slot.name, sex)


def _started(pieces: list[Piece]) -> list[Piece]:
    """A medicine, a weekday or a ward that begins a sentence begins with a capital."""
    done: list[Piece] = []
    before = "\n"
    for piece in pieces:
        starts = before.endswith(_SENTENCE_ENDS)
        wanted = piece.fixed or piece.label == "HEALTH_CARE_UNIT"
        if starts and wanted and piece.text[:1].islower():
            piece = Piece(piece.text[0].upper() + piece.text[1:], piece.label, piece.fixed)
        if piece.fixed and piece.label is None:
            piece = _unrepeated(before, piece)
        if piece.text:
            before = piece.text
        done.append(piece)
    return done


def _unrepeated(before: str, piece: Piece) -> Piece:
    """A piece without its first word where the text before ends with it: not `kl kl 10`."""
    words = before.split()
    first, _, rest = piece.text.partition(" ")
    is_said = words and words[-1].strip(".:,(").lower() == first.strip(".").lower()
    return Piece(rest, fixed=True) if is_said and rest and before[-1:] == " " else piece
