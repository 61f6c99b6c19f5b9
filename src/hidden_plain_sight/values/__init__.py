"""What an identifier stands for: the typed values that detection reads and surrogates write."""

from hidden_plain_sight.values.national_number import NationalNumber, NumberKind
from hidden_plain_sight.values.written_date import DatePart, Granularity, Part, WrittenDate

__all__ = ["DatePart", "Granularity", "NationalNumber", "NumberKind", "Part", "WrittenDate"]
