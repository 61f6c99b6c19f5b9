"""Words in and beside the names of places that say what a place is, and stay."""

from __future__ import annotations

from typing import Final

__all__ = [
    "LINKING_WORDS",
    "PLACE_ENDINGS",
    "SIDES",
    "is_premises",
    "kind_before",
    "kind_of",
    "premises_ending",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_KINDS: Final = {
    "kommune": "kommune kommuna kommunen kommunes herad heradet suohkan tjïelte gielda komuuni",
    "borough": "bydel bydelen bydels",
    "fylke": "fylke fylket fylkes fylkeskommune fylkeskommunen fylkeskommunes",
    "": "sentrum prestegjeld sogn sokn by byen bygd bygda tettsted tettstad grend grenda fjerding",
}
_KIND_OF: Final = {word: kind for kind, words in _KINDS.items() for word in words.split()}

SIDES: Final = frozenset({
    "nord", "sør", "syd", "øst", "aust", "vest", "midt", "nordre", "søndre", "søre", "østre",
    "austre", "vestre", "midtre", "øvre", "øvste", "nedre", "nedste", "indre", "inste", "ytre",
    "ytste", "store", "stor", "lille", "litle", "vesle", "gamle", "nye",
})  # fmt: skip
"""Words that tell farms and parts of a town of one name apart."""

PLACE_ENDINGS: Final = (
    "fjorden", "fjord", "vatnet", "vannet", "dalen", "dal", "øyane", "øyene", "øya", "øy", "holmen",
    "holm", "vika", "viken", "vik", "neset", "nes", "bygda", "grenda", "grend", "moen", "mo",
    "haugen", "haug", "bakken", "bakk", "sletta", "lia", "åsen", "stranda", "strand", "sundet",
    "sund", "eidet", "eid", "heim", "stad", "land", "rud", "set", "seter", "bø", "botn", "botnen",
    "hamn", "havn", "voll", "vollen", "berg", "berget", "fjell", "fjellet", "foss", "fossen",
    "tangen", "odden", "skogen", "marka", "myra", "enga", "vang", "tun", "tunet", "hus", "gard",
)  # fmt: skip
"""What the names of farms and hamlets end in, the longest of a kind first."""

LINKING_WORDS: Final = frozenset({
    "i", "på", "ved", "og", "til", "fra", "frå", "av", "for", "utenfor", "utanfor", "nær", "under",
    "samt", "eller", "c", "o", "co", "v", "as", "ans", "da", "al", "nr",
})  # fmt: skip

_PREMISES: Final = _words("""
    skole skolen skoles skule skulen barneskole barneskule barneskolen barneskulen ungdomsskole
    ungdomsskule ungdomsskolen ungdomsskulen grunnskole grunnskule katedralskole folkehøgskolen
    folkehøgskulen steinerskolen universitet universitetet oppvekstsenter oppvekstsenteret
    oppveksttun videregående vidaregåande vgs barnehage barnehagen barnehave sfo aks
    skolefritidsordning voksenopplæring vaksenopplæring kirke kirka kirken kyrkje kyrkja kapell
    moske moské menighet kyrkjelyd prestegård prestegard kirkegård gravlund hotell hotel motell
    gjestehus gjestegård gjestgiveri pensjonat camping campingplass feriesenter fjellstue
    fjellstove fjellstova turisthytte hytte hytta hyttefelt stadion idrettspark idrettshall
    idrettsplass flerbrukshall hall hallen arena svømmehall symjehall bad kulturhus bibliotek museum
    kino teater kjøpesenter storsenter senter torg marked kafe kafé café kro pizzeria restaurant
    gatekjøkken bensinstasjon stasjon lufthavn lufthamn flyplass flystasjon terminal rutebilstasjon
    busstasjon kai kaia ferjekai fergekai brygge brygga bryggje havn hamn hamna fengsel
    politistasjon politidistrikt lensmannskontor tinghus tingrett rådhus kommunehus herredshus
    heradshus samfunnshus grendehus bygdehus ungdomshus brannstasjon leir militærleir garnison fort
    festning fyr fyrstasjon kraftverk kraftstasjon kraftlag verft skipsverft mek mekaniske verksted
    verkstad verk bruk sag sagbruk mølle bakeri meieri slakteri fiskemottak fiskebruk fryseri
    gartneri tekstil transport transportsentral bygg entreprenør maskin industri industripark
    industriområde næringspark trevare trevarefabrikk ysteri gruve gruver gruva steinbrudd
    smelteverk fabrikk fabrikker fabrikken papirfabrikk mottak asylmottak flyktningmottak
    flyktningsenter mottakssenter gård gården gard garden gardsbruk gods seter setra sæter sætra
    borettslag sameie velforening idrettslag il if fotballklubb ik skytterlag musikklag musikkorps
    skolekorps bondelag helselag sanitetsforening røde kors småbåthavn småbåthamn golfklubb
    alpinsenter skisenter ridesenter dyreklinikk renseanlegg settefisk oppdrett kiwi rema coop
    extra prix meny joker spar bunnpris europris obs felleskjøpet circle esso shell
""")
"""Words for schools, works, shops, farms and the like, which bear the name of a place."""

_ENDINGS: Final = ("skole", "skule", "barnehage", "verk", "bruk", "fabrikk", "senter", "hotell")
_GLUED: Final = tuple(sorted(
    (word for word in _PREMISES if len(word) > 5 and word.endswith(("en", "et", "a", "garden"))),
    key=len, reverse=True,
))  # fmt: skip


def kind_of(folded: str) -> str | None:
    """The kind of place that a word beside its name speaks of; None for other words.

    >>> kind_of("kommune"), kind_of("sentrum"), kind_of("bergen")
    ('kommune', '', None)
    """
    return _KIND_OF.get(folded.rstrip("."))


def is_premises(folded: str) -> bool:
    """Whether a word is one for schools, works, shops, farms and the like.

    >>> is_premises("ungdomsskole"), is_premises("bergen")
    (True, False)
    """
    native = folded.replace("oe", "ø").replace("aa", "å").replace("ae", "æ")
    return native in _PREMISES or native.endswith(_ENDINGS)


def kind_before(text: str) -> str:
    """The kind of place that the words right before a name speak of, or nothing.

    >>> kind_before("Bor i bydelen "), kind_before("Kommune: "), kind_before("Bor i ")
    ('borough', 'kommune', '')
    """
    words = text[-24:].casefold().replace(":", " ").split()
    return (_KIND_OF.get(words[-1]) or "") if words else ""


def premises_ending(folded: str) -> str:
    """The word for premises that a glued name ends in, or nothing.

    >>> premises_ending("fagerborgskolen")
    'skolen'
    """
    return next((e for e in _GLUED if folded.endswith(e) and len(folded) > len(e) + 2), "")
