"""What an identifier stands for: the typed values that detection reads and surrogates write."""

from hidden_plain_sight.values.national_number import (
    Checksum,
    NationalNumber,
    NumberKind,
    control_digits,
)
from hidden_plain_sight.values.reading import (
    Field,
    date_of_fields,
    matched_date,
    matched_fields,
    read_date,
)
from hidden_plain_sight.values.written_date import (
    MONTH_WORDS,
    ORDINAL_WORDS,
    DatePart,
    Granularity,
    Part,
    WrittenDate,
    month_number,
)

__all__ = [
    "MONTH_WORDS",
    "ORDINAL_WORDS",
    "Checksum",
    "DatePart",
    "Field",
    "Granularity",
    "NationalNumber",
    "NumberKind",
    "Part",
    "WrittenDate",
    "control_digits",
    "date_of_fields",
    "matched_date",
    "matched_fields",
    "month_number",
    "read_date",
]
