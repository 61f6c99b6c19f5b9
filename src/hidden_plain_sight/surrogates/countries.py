"""Countries by part of the world, so that a surrogate fits names, journeys and diseases."""

from __future__ import annotations

from functools import cache
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.surrogates.consistency import Entry, entries

__all__ = ["countries_of_part", "part_of_world"]

_PARTS: Final = (
    (
        "Sverige|Danmark|Finland|Tyskland|Nederland|Belgia|Frankrike|Storbritannia|Irland|Sveits|"
        "Luxembourg|Spania|Portugal|Italia|Hellas|Kypros|Malta",
        "Island|Østerrike|Austerrike|Holland|England|Skottland|Wales|Nord-Irland|UK|Luxemburg|"
        "Det forente kongerike|Det sameinte kongeriket|Andorra|Monaco|San Marino|Liechtenstein|"
        "Vatikanet|Vatikanstaten|Vest-Tyskland|Norge|Noreg|Norga|Færøyene|Færøyane|Grønland|Åland",
    ),
    (
        "Polen|Litauen|Latvia|Estland|Ukraina|Romania|Bulgaria|Ungarn|Tsjekkia|Slovakia|Slovenia|"
        "Kroatia|Serbia|Montenegro|Albania|Kosovo|Moldova|Belarus|Russland",
        "Bosnia|Bosnia-Hercegovina|Bosnia og Hercegovina|Nord-Makedonia|Makedonia|Hviterussland|"
        "Kviterussland|Jugoslavia|Serbia og Montenegro|Tsjekkoslovakia|DDR|Øst-Tyskland|"
        "Aust-Tyskland|Sovjet|Sovjetunionen|Sovjetsamveldet|Den tsjekkiske republikk|"
        "Den tsjekkiske republikken",
    ),
    (
        "Irak|Iran|Syria|Libanon|Tyrkia|Israel|Jemen|Oman|Kuwait|Qatar|Bahrain|Saudi-Arabia|Egypt|"
        "Libya|Tunisia|Algerie|Marokko",
        "Iraq|Persia|Jordan|Palestina|Emiratene|Emirata|UAE|De forente arabiske emirater|"
        "Dei sameinte arabiske emirata|Vest-Sahara|Gaza|Vestbredden",
    ),
    (
        "Eritrea|Etiopia|Somalia|Djibouti|Kenya|Uganda|Tanzania|Rwanda|Burundi|Nigeria|Ghana|"
        "Gambia|Senegal|Liberia|Sierra Leone|Kamerun|Angola|Zambia|Zimbabwe|Malawi|Mosambik|"
        "Botswana|Namibia|Gabon|Togo|Benin|Tsjad|Madagaskar",
        "Sudan|Sør-Sudan|Mali|Niger|Guinea|Guinea-Bissau|Burkina Faso|Øvre Volta|Mauritania|"
        "Kapp Verde|Elfenbenskysten|Elfenbeinskysten|Ekvatorial-Guinea|Kongo|DR Kongo|Zaire|"
        "Kongo-Kinshasa|Kongo-Brazzaville|Republikken Kongo|Den demokratiske republikken Kongo|"
        "Den sentralafrikanske republikk|Den sentralafrikanske republikken|Lesotho|Swaziland|"
        "Eswatini|Sør-Afrika|Rhodesia|Komorene|Komorane|Mauritius|Seychellene|Seychellane|"
        "São Tomé og Príncipe|Somaliland",
    ),
    (
        "Afghanistan|Pakistan|India|Bangladesh|Nepal|Bhutan|Sri Lanka|Kasakhstan|Usbekistan|"
        "Tadsjikistan|Turkmenistan|Armenia|Aserbajdsjan|Mongolia",
        "Ceylon|Kirgisistan|Kirgisstan|Georgia|Maldivene|Maldivane",
    ),
    (
        "Thailand|Vietnam|Kina|Japan|Sør-Korea|Taiwan|Indonesia|Malaysia|Singapore|Kambodsja|Laos|"
        "Myanmar|Brunei",
        "Filippinene|Filippinane|Burma|Siam|Korea|Nord-Korea|Folkerepublikken Kina|"
        "Folkerepublikken Korea|Republikken Korea|Øst-Timor|Aust-Timor|Timor-Leste|Hongkong|"
        "Hong Kong|Macao|Macau",
    ),
    (
        "USA|Canada|Mexico|Guatemala|Honduras|Nicaragua|Panama|Cuba|Jamaica|Haiti|Colombia|"
        "Venezuela|Ecuador|Peru|Bolivia|Paraguay|Uruguay|Brasil|Argentina|Australia|New Zealand",
        "U.S.A.|Amerikas forente stater|De forente stater|Dei sameinte statane|Sambandsstatane|"
        "Chile|Costa Rica|El Salvador|Belize|Bahamas|Barbados|Trinidad og Tobago|Surinam|Guyana|"
        "Den dominikanske republikk|Den dominikanske republikken|Dominica|Grenada|Saint Lucia|"
        "St. Lucia|Antigua og Barbuda|Saint Kitts og Nevis|Saint Vincent og Grenadinene|"
        "Saint Vincent og Grenadinane|Ny-Zealand|Fiji|Samoa|Tonga|Vanuatu|Kiribati|Tuvalu|Palau|"
        "Nauru|Papua Ny-Guinea|Marshalløyene|Marshalløyane|Salomonøyene|Salomonøyane|Mikronesia|"
        "Mikronesiaføderasjonen|Aruba|Curaçao|Bermuda",
    ),
)
"""For each part of the world the countries that may stand for another, and the rest.

The first are written alike in bokmål and nynorsk and are no names, words or eponyms.
"""


@cache
def _parts() -> dict[str, int]:
    return {
        fold(name): number
        for number, part in enumerate(_PARTS)
        for names in part
        for name in names.split("|")
    }


def part_of_world(folded: str) -> int | None:
    """The number of the part of the world that a folded country lies in; None if unknown.

    >>> part_of_world("eritrea") == part_of_world("somalia") != part_of_world("polen")
    True
    """
    return _parts().get(folded)


@cache
def countries_of_part(part: int) -> tuple[Entry, ...]:
    """The countries of a part of the world that may stand for another.

    >>> len(countries_of_part(0)) > 10
    True
    """
    return entries(_PARTS[part][0].split("|"))
