"""Every error and warning that the package can raise or report, by code.

A message is a constant with safe fields: file names, line numbers, ids, column names, counts.
It never holds any of a note's text.
"""

from __future__ import annotations

from typing import Final

__all__ = ["MESSAGES", "DeidentificationError"]

MESSAGES: Final[dict[str, str]] = {
    # configuration and keys
    "E101": "The configuration ({file}) is not valid: {problem}.",
    "E102": "No key was given. On the command line, name a key file (--key-file FILE) or ask for a "
    "key that is forgotten afterwards (--ephemeral-key); in Python, Deidentifier(key=...).",
    "E103": "The key file {file} can be read by others. Make it yours alone: chmod 600 {file}.",
    "E104": "The key is too short: {length} bytes. At least 16 are needed, 32 are better.",
    "E105": "The key file {file} cannot be read: {problem}.",
    "E106": "There is no category {name}. The categories are {known}.",
    "E107": "A worker is not set up as the driver is: {problem}. Every node needs the same version "
    "of the package, the same key file, and the same lists and tagger of your own.",
    # input
    "E201": "{file} does not exist or cannot be read: {problem}.",
    "E202": "{file} has no column {column}. Its columns are: {known}.",
    "E203": "{file} is of no kind that can be read. Known: .txt, .jsonl, .csv, .tsv, .parquet, "
    "the first four also with .gz or .zst.",
    "E204": "{file} holds no documents.",
    "E205": "{file}, line {line}: not a JSON object.",
    "E206": "{file}, line {line}: the text of document {id} is missing or not a string.",
    "E207": "{file}, line {line}: the id {id} was seen before.",
    "E208": "{file}, line {line}: document {id} could not be processed ({kind}).",
    "E209": "{file} is damaged and was read only to line {line} ({kind}).",
    "E210": "{file}, line {line}: not a well-formed row.",
    "E211": "{file}, line {line}: the id is missing, too long, or neither a string nor a whole "
    "number.",
    "E212": "{file}, line {line}: neither UTF-8 nor Windows-1252 text. Convert the file to UTF-8.",
    "E213": "{file}, line {line}: document {id} has more than {limit} characters.",
    "E214": "{file}, line {line}: in document {id} the audit found a real value of it in a "
    "surrogate ({labels}).",
    "E215": "The output has document {id}, which the original does not have in that place. Name "
    "the original that the output was made of.",
    "E216": "{file}, line {line}: in document {id} the audit found a real value that was left in "
    "the text ({labels}).",
    "E217": "{file}, line {line}: document {id} took longer than allowed.",
    "E218": "{file}, line {line}: document {id} ended the process that worked on it, three times.",
    "E219": "{file}, line {line}: longer than {limit} bytes, and not read.",
    # selection
    "E231": "{file}, line {line}: document {id} says that an address is protected. A person has "
    "to look at it.",
    "E232": "{file}, line {line}: document {id} has no patient, and cannot be held against the "
    "lists of patients.",
    "E233": "{file}, line {line}: the column {column} of document {id} holds no date that can be "
    "read.",
    "E234": "The list of patients {file} cannot be used: {problem}.",
    "E220": "{file}, line {line}: document {id} has no place in the output, because of its column "
    "{column}.",
    # output
    "E301": "{folder} is not empty, and not from a run. Name a new output folder.",
    "E302": "The output folder {folder} is the input folder or lies inside it.",
    "E303": "The manifest {file} cannot be read: {problem}.",
    "E304": "{folder} is from another run: {problem}. Name a new output folder.",
    "E305": "{folder} is in use by another run.",
    "E306": "The file {file} of the run is damaged or missing. Remove {folder} and start again.",
    "E307": "{folder} is not complete: {problem}.",
    "E309": "More than one file of the output would be called {file}. Rename a file of the input, "
    "or run them apart.",
    "E308": "Part {part} of the input could not be written ({kind}).",
    # evaluation
    "E401": "{file}, line {line}: {problem}.",
    "E402": "The predictions have no document {id}, which the gold file has.",
    "E403": "{file}, line {line}: {count} spans have labels that the scheme {scheme} does not "
    "know. Name another scheme, or say what they stand for with --label-map FILE.",
    "E404": "Document {id}: a span from {start} to {end} does not fit a text of {length} "
    "characters.",
    "E405": "{name} is no scheme. The schemes are: {known}.",
    "E406": "The label map {file} is not valid: {problem}.",
    "E407": "The format of {file} cannot be told. Name it with --format: {known}.",
    "E408": "Document {id} could not be evaluated ({kind}).",
    "E409": "The evaluation {file} cannot be read: {problem}.",
    "E410": "The two evaluations cannot be compared: {problem}.",
    "E411": "{file} cannot be written: {problem}.",
    # rules and lists
    "E501": "The rule file {file} is not valid: {problem}.",
    "E502": "The list {name} is not valid: {problem}.",
    "E503": "{file} is not what is expected of {source}: {problem}. Nothing was imported.",
    "E504": "{file}, {place}: {problem}. Nothing was imported.",
    "E505": "{file}, line {line}: not {encoding} text. Nothing was imported.",
    "E506": "{file} holds more than {limit} items for the list {name}. Nothing was imported.",
    "E507": "{file} holds no items for a list. Nothing was imported.",
    "E508": "In {folder} is a list {name}, of which there is none. The lists are: {known}.",
    "E509": "The folder of lists {folder} cannot be used: {problem}.",
    "E510": "{name} is no source. The sources are: {known}.",
    # taggers
    "E701": "The tagger {folder} is missing or damaged ({problem}).",
    "E702": "The tagger {folder} is of another version ({found}). Train it anew with "
    "deid-corpus train-tagger.",
    "E703": "The tagger {folder} has other labels than this version of the package.",
    "E704": "The tagger {folder} has labels that are not known: {labels}. Say in its "
    "file label_map.yaml what they stand for, LABEL: CANONICAL, or O for ordinary text.",
    "E705": "{folder} holds no tagger that can be used: {problem}.",
    "E706": "The tagger {folder} needs {package}, which is not installed: "
    "pip install 'hidden-plain-sight[{extra}]'.",
    # patient facts
    "E601": "The fact {name} has a value of type {kind}. It takes {wanted}, or a list of them.",
    "E602": "The fact birth_date is no date. Write it as 1975-05-12 or 12.05.1975.",
    "E603": "The fact national_number has {count} digits. A national number has eleven.",
    "E604": "A value of the fact {name} has {length} characters, more than {limit}. Is it a note "
    "in the wrong column?",
    "E605": "There is no fact {name}. The facts are: {known}.",
    "E606": "The fact {name} has {count} different values, and can have one.",
    "E607": "--fact takes NAME=COLUMN, such as --fact last_names=etternavn.",
    "E611": "{file}, line {line}: the facts of document {id} cannot be used: {problem}",
    "E612": "{file}, line {line}: the column {column} of document {id} holds something that is not "
    "of the kind {kind}.",
    # synthetic notes
    "E801": "{file}, line {line}: there is no slot {slot}. See synthesis/notes/README.md.",
    "E802": "{file}, line {line}: the header of the template is not valid: {problem}.",
    "E803": "{file}, line {line}: {problem}.",
    "E804": "There are no templates in the form {form}.",
    # documents left out by selection
    "L101": "{file}, line {line}: document {id} is of another year.",
    "L102": "{file}, line {line}: document {id} is of a type that was not asked for.",
    "L103": "{file}, line {line}: document {id} is of a patient who has opted out.",
    "L104": "{file}, line {line}: document {id} is of a patient whose address is protected.",
    "L105": "{file}, line {line}: document {id} has the text of one before it.",
    "L106": "{file}, line {line}: document {id} is in a language that was not asked for.",
    # warnings
    "W203": "{file}, line {line}: document {id} has no patient. In the scope of patients such "
    "documents stand each alone; this is said once a file.",
    "W201": "{file} is not UTF-8; read as Windows-1252.",
    "W202": "{file}, line {line}: document {id} is large ({length} characters) and may take long.",
    "W204": "{count} of {total} documents could not be processed and have no text now: {codes}.",
    # anything else
    "E901": "Something went wrong inside ({kind}). Nothing more is shown, since it might hold text "
    "of a note.",
}


class DeidentificationError(Exception):
    """An error with a code, a message that says what to do, and no text of any note.

    >>> raise DeidentificationError("E204", file="notes.jsonl")
    Traceback (most recent call last):
    ...
    hidden_plain_sight.errors.DeidentificationError: [E204] notes.jsonl holds no documents.
    """

    def __init__(self, code: str, **fields: object) -> None:
        self.code = code
        super().__init__(f"[{code}] {MESSAGES[code].format(**fields)}")

    def __reduce__(self) -> tuple[object, ...]:
        return _restored, (self.code, str(self))


def _restored(code: str, message: str) -> DeidentificationError:
    """An error that comes from another process."""
    error = DeidentificationError.__new__(DeidentificationError)
    error.code, error.args = code, (message,)
    return error
