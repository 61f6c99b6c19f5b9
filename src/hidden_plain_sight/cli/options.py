"""The options that several commands share, and the configuration they make."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.facts import FACT_NAMES
from hidden_plain_sight.phi import Category

if TYPE_CHECKING:
    from hidden_plain_sight.corpus import RunConfig

__all__ = [
    "INPUT_HELP",
    "AddressBlocked",
    "Compression",
    "Config",
    "DateColumn",
    "Delimiter",
    "Drop",
    "Encoding",
    "EphemeralKey",
    "Fact",
    "Gazetteers",
    "IdColumn",
    "KeyFile",
    "Languages",
    "NoTagger",
    "Once",
    "Only",
    "OptOut",
    "OutputFormat",
    "PatientColumn",
    "Repeat",
    "Replace",
    "Scope",
    "Tagger",
    "TaggerThreshold",
    "TextColumn",
    "Threshold",
    "Type",
    "TypeColumn",
    "Without",
    "Years",
    "categories",
    "check_one_key",
    "fact_columns",
    "find_key",
    "make_config",
    "replaced_columns",
    "tagger_choice",
]

INPUT_HELP: Final = "A file, a folder, or a quoted pattern such as 'dump/*.jsonl'."
Config = Annotated[
    Path | None, typer.Option("--config", help="A YAML file; options win over what it says.")
]
TextColumn = Annotated[str | None, typer.Option(help="The column of the texts; text if not given.")]
IdColumn = Annotated[
    str | None, typer.Option(help="The column of the ids. Without: id, else file name and row.")
]
PatientColumn = Annotated[
    str | None, typer.Option(help="The column of the patients; patient if there is one.")
]
Delimiter = Annotated[
    str | None, typer.Option(help="CSV: the delimiter (tab for a tab). Told by the header if not.")
]
Encoding = Annotated[
    str | None, typer.Option(help="auto (UTF-8, else Windows-1252), utf-8, or windows-1252.")
]
Only = Annotated[
    list[str] | None, typer.Option(help="Only this category. May be repeated.", show_default=False)
]
Without = Annotated[
    list[str] | None, typer.Option(help="Not this category. May be repeated.", show_default=False)
]
Years = Annotated[
    str | None,
    typer.Option(help="Only of these years: 2015-2019, 2015-, -2019 or 2019. Needs --date-column."),
]
DateColumn = Annotated[str | None, typer.Option(help="The column of the documents' dates.")]
Type = Annotated[
    list[str] | None,
    typer.Option(
        "--type",
        help="Only documents of this type. May be repeated. Needs --type-column.",
        show_default=False,
    ),
]
TypeColumn = Annotated[
    str | None, typer.Option(help="The column of the documents' types, which are counted.")
]
OptOut = Annotated[Path | None, typer.Option(help="A file of patients to leave out, an id a line.")]
AddressBlocked = Annotated[
    Path | None,
    typer.Option(help="A file of patients whose address is protected, to leave out as well."),
]
Once = Annotated[
    bool | None, typer.Option("--once", help="Write a text that comes again only once.")
]
Languages = Annotated[
    list[str] | None,
    typer.Option(
        "--language",
        help="Only nb, nn, other or unknown. May be repeated.",
        show_default=False,
    ),
]
Scope = Annotated[
    str | None, typer.Option(help="Within what surrogates agree: document or patient.")
]
Repeat = Annotated[
    str | None,
    typer.Option(help="An identifier that comes again: consistent, markov or random."),
]
Threshold = Annotated[
    float | None, typer.Option(help="The score from which a candidate counts, 0.3 to 1.")
]
Gazetteers = Annotated[
    Path | None,
    typer.Option(help="A folder of lists of your own, added to the shipped ones."),
]
Fact = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME=COLUMN",
        help="What is known of the patient and its column: last_names=etternavn. May be repeated.",
        show_default=False,
    ),
]
Drop = Annotated[
    list[str] | None,
    typer.Option(
        metavar="COLUMN",
        help="A column that is not written to the output. May be repeated.",
        show_default=False,
    ),
]
Replace = Annotated[
    list[str] | None,
    typer.Option(
        metavar="COLUMN=KIND",
        help="A column whose values are replaced: navn=name, nr=id. May be repeated.",
        show_default=False,
    ),
]
OutputFormat = Annotated[
    str | None, typer.Option(help="jsonl, csv, parquet or txt; as the input if not given.")
]
Compression = Annotated[
    str | None, typer.Option(help="none, gz or zst, of the output; as the input if not given.")
]
Tagger = Annotated[
    Path | None,
    typer.Option(help="The folder of a trained tagger, in place of the shipped one."),
]
TaggerThreshold = Annotated[
    float | None,
    typer.Option(min=0.01, max=1, help="The score from which the tagger's finds count."),
]
NoTagger = Annotated[
    bool, typer.Option("--no-tagger", help="Rules and lists alone, without a trained tagger.")
]
KeyFile = Annotated[
    Path | None, typer.Option(help="The file of the secret key, readable by you alone.")
]
EphemeralKey = Annotated[
    bool, typer.Option("--ephemeral-key", help="Draw a key that is forgotten afterwards.")
]


def categories(names: Sequence[str] | None) -> list[Category] | None:
    """The categories of those names; raises `DeidentificationError` E106.

    >>> categories(["date"])
    [<Category.DATE: 'DATE'>]
    """
    if not names:
        return None
    known = {category.value: category for category in Category}
    for name in names:
        if name.upper() not in known:
            raise DeidentificationError("E106", name=name, known=", ".join(known))
    return [known[name.upper()] for name in names]


def fact_columns(pairs: Sequence[str] | None) -> dict[str, list[str]] | None:
    """The columns of each fact; raises `DeidentificationError` E605 and E607.

    >>> fact_columns(["relatives=mor", "relatives=far"])
    {'relatives': ['mor', 'far']}
    """
    if not pairs:
        return None
    columns: dict[str, list[str]] = {}
    for pair in pairs:
        name, equals, column = pair.partition("=")
        if not equals or not column.strip():
            raise DeidentificationError("E607")
        if name.strip() not in FACT_NAMES:
            raise DeidentificationError("E605", name=name.strip(), known=", ".join(FACT_NAMES))
        columns.setdefault(name.strip(), []).append(column.strip())
    return columns


def replaced_columns(pairs: Sequence[str] | None) -> dict[str, str] | None:
    """What each column holds whose values are replaced; raises `DeidentificationError` E101.

    >>> replaced_columns(["navn=name"])
    {'navn': 'name'}
    """
    columns: dict[str, str] = {}
    for pair in pairs or ():
        column, equals, kind = (part.strip() for part in pair.rpartition("="))
        if not equals or not column or not kind:
            problem = "--replace takes COLUMN=KIND, such as --replace navn=name"
            raise DeidentificationError("E101", file="options", problem=problem)
        columns[column] = kind
    return columns or None


def make_config(
    path: Path | None = None,
    *,
    text_column: str | None = None,
    id_column: str | None = None,
    patient_column: str | None = None,
    delimiter: str | None = None,
    only: Sequence[str] | None = None,
    without: Sequence[str] | None = None,
    fact: Sequence[str] | None = None,
    drop: Sequence[str] | None = None,
    replace: Sequence[str] | None = None,
    output_format: str | None = None,
    compression: str | None = None,
    **others: Any,
) -> RunConfig:
    """The configuration of a file and the options, which win; raises E101 and E106.

    >>> make_config(delimiter="tab").csv.delimiter
    '\\t'
    """
    from hidden_plain_sight.corpus import read_config

    options = {
        "columns": {
            "text": text_column,
            "id": id_column,
            "patient": patient_column,
            "drop": drop or None,
            "replace": replaced_columns(replace),
        },
        "output": {"format": output_format, "compression": compression},
        "csv": {"delimiter": "\t" if delimiter in ("tab", "\\t") else delimiter},
        "only": categories(only),
        "without": categories(without),
        "facts": fact_columns(fact),
        **others,
    }
    return read_config(path, options)


def tagger_choice(tagger: Path | None, *, no_tagger: bool) -> Path | bool | None:
    """The tagger that was asked for, False for none, None where nothing was said; raises E101.

    >>> tagger_choice(None, no_tagger=True)
    False
    """
    if no_tagger and tagger is not None:
        problem = "--tagger and --no-tagger exclude each other"
        raise DeidentificationError("E101", file="options", problem=problem)
    return False if no_tagger else tagger


def check_one_key(key_file: Path | None, *, ephemeral: bool) -> None:
    """Raises `DeidentificationError` E101 where two kinds of key were asked for.

    >>> check_one_key(None, ephemeral=True)
    """
    if ephemeral and key_file is not None:
        problem = "--key-file and --ephemeral-key exclude each other"
        raise DeidentificationError("E101", file="options", problem=problem)


def find_key(key_file: Path | None, *, ephemeral: bool) -> bytes:
    """The key that was asked for; raises E102 where none was.

    >>> len(find_key(None, ephemeral=True)) >= 16
    True
    """
    from hidden_plain_sight.surrogates import ephemeral_key, read_key

    if ephemeral:
        return ephemeral_key()
    if key_file is None:
        raise DeidentificationError("E102")
    return read_key(key_file)
