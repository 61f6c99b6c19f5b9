"""Reading the templates of notes; the slots are described in `notes/README.md`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from hidden_plain_sight.errors import DeidentificationError

from .lists import words
from .slot import Slot
from .slots import is_slot

__all__ = ["Choice", "Literal", "Part", "Template", "notes_folder", "parse", "templates"]

_TOKEN: Final = re.compile(r"\{([^{}\n]*)\}|\[\[((?:(?!\[\[|\]\]).)*)\]\]", re.S)
_STRAY: Final = re.compile(r"[{}]|\[\[|\]\]")
_OLDEST: Final = 110
LABELS: Final = frozenset(
    words(
        "FIRST_NAME LAST_NAME INITIALS LOCATION HEALTH_CARE_UNIT DATE NATIONAL_ID PHONE EMAIL AGE "
        "URL OTHER_ID"
    )
)


@dataclass(frozen=True, slots=True)
class Literal:
    """Text as it stands; with a label it is an identifier.

    >>> Literal("kir. pol.", "HEALTH_CARE_UNIT").label
    'HEALTH_CARE_UNIT'
    """

    text: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Several texts, of which one is taken.

    >>> len(Choice(((Literal("a"),), ())).options)
    2
    """

    options: tuple[tuple[Literal | Slot, ...], ...]


Part = Literal | Slot | Choice


@dataclass(frozen=True, slots=True)
class Template:
    """One template: its kind, its form (`nb`, `nn`), whom it suits, its parts, and its letters.

    >>> template = parse("### kind=test form=nb\\nHei {patient.first}", file="a.txt")[0]
    >>> template.kind, template.sexes, len(template.parts)
    ('test', 'fm', 2)
    """

    file: str
    line: int
    kind: str
    form: str
    sexes: str
    low: int
    high: int
    parts: tuple[Part, ...]
    letters: str = ""


def parse(text: str, *, file: str) -> list[Template]:
    """The templates of a file's text.

    >>> parse("### kind=test form=nb\\n{patiant}", file="a.txt")
    Traceback (most recent call last):
    ...
    hidden_plain_sight.errors.DeidentificationError: [E801] a.txt, line 2: there is no slot \
{patiant}. See synthesis/notes/README.md.

    Raises `DeidentificationError` E801 (a slot), E802 (a header), E803 (braces and brackets).
    """
    found: list[Template] = []
    lines = text.replace("\r\n", "\n").split("\n")
    starts = [at for at, line in enumerate(lines) if line.startswith("###")]
    for at, line in enumerate(lines[: starts[0] if starts else len(lines)], start=1):
        if line.strip() and not line.startswith("#"):
            problem = "text stands before the first header"
            raise DeidentificationError("E802", file=file, line=at, problem=problem)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        found.append(_template(lines[start:end], file, start + 1))
    return found


def _template(lines: list[str], file: str, line: int) -> Template:
    fields = _header(lines[0], file, line)
    body = "\n".join(lines[1:])
    lead = len(body) - len(body.lstrip("\n"))
    parts = tuple(_parts(body.strip(), file, line + 1 + body[:lead].count("\n")))
    if not parts:
        raise DeidentificationError("E802", file=file, line=line, problem="no text follows it")
    low, high = (int(number) for number in fields["age"].split("-"))
    sexes = {"any": "fm"}.get(fields["sex"], fields["sex"])
    return Template(
        file, line, fields["kind"], fields["form"], sexes, low, high, parts, fields["letters"]
    )


_FIELDS: Final = {
    "kind": r"\S+", "form": "nb|nn", "sex": "f|m|any", "age": r"\d{1,3}-\d{1,3}",
    "letters": "small|caps",
}  # fmt: skip


def _header(text: str, file: str, line: int) -> dict[str, str]:
    fields = {"sex": "any", "age": "18-95", "letters": ""}
    for word in text.removeprefix("###").split():
        name, _, value = word.partition("=")
        if name not in _FIELDS or not re.fullmatch(_FIELDS[name], value):
            problem = f"{name} is unknown or has a wrong value"
            raise DeidentificationError("E802", file=file, line=line, problem=problem)
        fields[name] = value
    for name in ("kind", "form"):
        if name not in fields:
            problem = f"{name} is missing"
            raise DeidentificationError("E802", file=file, line=line, problem=problem)
    low, high = (int(number) for number in fields["age"].split("-"))
    if not low <= high <= _OLDEST:
        problem = "the ages are in the wrong order or too high"
        raise DeidentificationError("E802", file=file, line=line, problem=problem)
    return fields


def _parts(text: str, file: str, line: int) -> Iterator[Part]:
    at = 0
    for match in _TOKEN.finditer(text):
        yield from _literal(text[at : match.start()], file, line + text.count("\n", 0, at))
        here = line + text.count("\n", 0, match.start())
        if match[1] is not None:
            yield _slot(match[1], file, here)
        else:
            yield Choice(tuple(_options(match[2], file, here)))
        at = match.end()
    yield from _literal(text[at:], file, line + text.count("\n", 0, at))


def _options(text: str, file: str, line: int) -> Iterator[tuple[Literal | Slot, ...]]:
    depth, start, edges = 0, 0, []
    for at, letter in enumerate(text):
        depth += (letter == "{") - (letter == "}")
        if letter == "|" and depth == 0:
            edges.append((start, at))
            start = at + 1
    for first, last in [*edges, (start, len(text))]:
        parts = _parts(text[first:last], file, line + text.count("\n", 0, first))
        yield tuple(part for part in parts if not isinstance(part, Choice))


def _literal(text: str, file: str, line: int) -> Iterator[Literal]:
    if stray := _STRAY.search(text):
        here = line + text.count("\n", 0, stray.start())
        problem = "a brace or bracket has no fellow, or stands within another"
        raise DeidentificationError("E803", file=file, line=here, problem=problem)
    if text:
        yield Literal(text)


def _slot(text: str, file: str, line: int) -> Literal | Slot:
    label, equals, value = text.partition("=")
    if equals and label in LABELS and value.strip() == value != "":
        return Literal(value, label)
    slot = Slot.read(text)
    if equals or not is_slot(slot):
        raise DeidentificationError("E801", file=file, line=line, slot=f"{{{text}}}")
    return slot


def notes_folder() -> Path:
    """The folder of the templates.

    >>> notes_folder().name
    'notes'
    """
    return Path(__file__).resolve().parent / "notes"


@cache
def templates(form: str = "") -> tuple[Template, ...]:
    """All templates that come with the package, in the form `nb`, `nn` or either.

    >>> {template.form for template in templates("nn")}
    {'nn'}

    Raises `DeidentificationError` E801, E802 and E803, and E804 where there are none.
    """
    found = [
        template
        for path in sorted(notes_folder().glob("*.txt"))
        for template in parse(path.read_text(encoding="utf-8"), file=path.name)
        if form in ("", template.form)
    ]
    if not found:
        raise DeidentificationError("E804", form=form or "nb or nn")
    return tuple(found)
