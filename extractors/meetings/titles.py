"""Reads offices with their sides and holders."""

from __future__ import annotations

from dataclasses import replace

from extractors.meetings.actors import Actor
from extractors.meetings.steps import at, is_address, side_list, side_of_name, skip_acronym, skip_modifiers
from extractors.meetings.tables import Office
from extractors.meetings.tokens import PORTFOLIO, Item, Kind


def read_office(
    items: tuple[Item, ...], i: int, start: int, sides: tuple[str, ...], is_apposed: bool = False
) -> tuple[list[Actor], int]:
    """An office with its side and holders; `is_apposed` when its holder's name stands before it."""
    office = items[i].office
    assert office is not None
    text, end, j = _read_title(items, i, office)
    sides, end, j = _read_side(items, end, j, office, sides)
    base = Actor(
        "counterpart" if office.kind == "counterpart" else "office",
        start,
        end,
        None,
        None if office.kind in {"body", "title"} or (office.kind == "generic" and office.is_plural) else text,
        sides,
        is_reporter=office.kind in {"reporter", "body"},
        is_generic=office.kind in {"generic", "body", "title"},
        is_home_office=office.kind in {"national", "short"},
    )
    if is_apposed and at(items, j).text in {",", "("}:
        return [base], j
    return _read_holders(items, j, base, office.is_plural)


def _read_title(items: tuple[Item, ...], i: int, office: Office) -> tuple[str, int, int]:
    """How the text words the office at item i: its words, where they end, and the item after them."""
    end, j = items[i].end, i + 1
    while at(items, j).lower in {"and", "/"} and at(items, j + 1).kind is Kind.OFFICE and not office.is_plural:
        end, j = items[j + 1].end, j + 2  # "Deputy Prime Minister and Foreign Minister X"
    text = office.name if office.is_plural or office.kind == "short" else items[i].text
    while at(items, j).lower in {"and", ","} and _is_portfolio(at(items, j + 1)) and not office.is_plural:
        joint = ", " if items[j].text == "," else " and "  # "Minister for Foreign Affairs and Trade"
        text, end, j = f"{text}{joint}{items[j + 1].text}", items[j + 1].end, j + 2
    if at(items, j).lower in {"of", "for"} and at(items, j + 1).form == "adjective" and _is_portfolio(at(items, j + 2)):
        k = j + 2  # "Special Representative for Afghan Reconciliation": whom it is about is nobody's side
        while _is_portfolio(at(items, k)):
            k += 1
        text = " ".join([text, *(item.text for item in items[j:k])])
        end, j = items[k - 1].end, k
    superior = at(items, j + 2)
    if (at(items, j).lower, at(items, j + 1).lower) == ("to", "the") and superior.office and not office.is_plural:
        text, end, j = f"{text} to the {superior.text}", superior.end, j + 3  # "Adviser to the President Eva Lund"
    if at(items, j).lower in {"of", "for"} and not office.is_plural and not at(items, j + 1).sides:
        return _read_portfolio(items, i, j)
    return text, end, j


def _read_side(
    items: tuple[Item, ...], end: int, j: int, office: Office, sides: tuple[str, ...]
) -> tuple[tuple[str, ...], int, int]:
    """Whose the office is, by what stands behind its words where nothing before them says it; where that ends, and the item after."""
    if at(items, j).lower in {"of", "from", "for"}:
        k = j + 1 + (at(items, j + 1).lower == "the")
        if at(items, k).kind is Kind.SIDE and at(items, k).form != "adjective":
            is_place = items[j].lower == "for" and office.kind == "national" and not office.is_plural
            listed, after = side_list(items, k) if office.is_plural else (items[k].sides, k + 1)
            after = skip_acronym(items, after)
            end, j = items[after - 1].end, after
            if not sides and not is_place:
                sides = listed
    accredited = j + 1 + (at(items, j + 1).lower == "the")
    if at(items, j).lower == "to" and at(items, accredited).kind is Kind.SIDE and "ambassador" in office.name:
        j = skip_acronym(items, accredited + 1)  # whom he represents stands before, if anywhere
        end = items[j - 1].end
    if not sides and at(items, j).lower in {"of", "to"}:
        inner_sides, after = _side_of_superior(items, j + 1)
        if inner_sides:
            sides, end, j = inner_sides, items[after - 1].end, after
    return sides, end, j


def _is_portfolio(item: Item) -> bool:
    return item.kind is Kind.WORD and item.text[0].isupper() and item.lower in PORTFOLIO


def _side_of_superior(items: tuple[Item, ...], i: int) -> tuple[tuple[str, ...], int]:
    """ "special envoy of the President of Kenya": the side of the one whose envoy it is; his name, if told, is not the envoy's."""
    k = skip_modifiers(items, i)
    if at(items, k).kind is Kind.SIDE:
        office = skip_modifiers(items, k + 1 + (at(items, k + 1).kind is Kind.POSSESSIVE))
        if at(items, office).kind is Kind.OFFICE:
            return items[k].sides, office + 1 + (at(items, office + 1).kind is Kind.NAME)
    if at(items, k).kind is Kind.OFFICE and at(items, k + 1).lower == "of":
        m = skip_modifiers(items, k + 2)
        if at(items, m).kind is Kind.SIDE:
            return items[m].sides, m + 1
    return (), i


def _read_portfolio(items: tuple[Item, ...], i: int, j: int) -> tuple[str, int, int]:
    """ "Minister for Trade and Water": the capitals after "of" or "for" belong to the office."""
    k = j + 1 + (at(items, j + 1).lower == "the")
    last = None
    while k < len(items) and (
        (last and items[k].text == "," and at(items, k + 1).lower in PORTFOLIO)
        or (
            items[k].kind in {Kind.WORD, Kind.NAME}
            and (items[k].text[0].isupper() or (last and items[k].lower in {"and", "of"}))
        )
    ):
        if items[k].text[0].isupper():
            last = k
            if items[k].kind is Kind.NAME and items[k].text.count(" ") >= 1:
                break
        k += 1
    if last is None or (items[last].kind is Kind.NAME and " " in items[last].text and last > j + 1):
        last = last - 1 if last is not None else None
    if last is None or items[last].lower in {"and", "of", "for"} or last <= j:
        return items[i].text, items[i].end, j if last is None else i + 1
    words = " ".join(item.text for item in items[i : last + 1])
    return words.replace(" ,", ","), items[last].end, last + 1


def _read_holders(items: tuple[Item, ...], j: int, base: Actor, is_plural: bool) -> tuple[list[Actor], int]:
    """The names that follow an office, each with a side of its own where one is told; else the office alone."""
    k = j
    if at(items, k).text in {",", "("} and not is_plural:
        follower = at(items, k + 1)
        is_apposed = (follower.kind is Kind.NAME or is_address(follower)) and _ends_apposition(items, k + 1)
        k = k + 1 if is_apposed else k
    people: list[Actor] = []
    own = _names_in_turn(items, j, len(base.sides)) if is_plural and len(base.sides) > 1 else None
    if own:  # "the presidents of Serbia and Croatia, A and B"
        named = [replace(base, role="person", name=name.text, start=name.start, end=name.end) for name in own]
        return [replace(one, sides=(side,)) for one, side in zip(named, base.sides, strict=True)], _after(
            items, own[-1], j
        )
    while True:
        while is_address(at(items, k)):
            k += 1
        if at(items, k).kind is not Kind.NAME:
            break
        name = items[k]
        sides, after = side_of_name(items, k + 1)
        if sides:
            after = _skip_second_office(items, after)
        people.append(
            replace(
                base,
                role="counterpart" if base.role == "counterpart" else "person",
                name=name.text,
                start=base.start if not people else name.start,
                end=items[after - 1].end,
                sides=sides or base.sides,
            )
        )
        rank = people[-1]
        apposed = read_apposed_office(rank, items, after) if _is_rank(base) and not is_plural else None
        if apposed:  # "Prince Faisal, Foreign Minister of Saudi Arabia, ..."
            return [apposed[0]], apposed[1]
        j = k = after
        if not is_plural or at(items, k).lower not in {",", "and"}:
            break
        k += 1 + (at(items, k + 1).lower == "and")
    if people:
        return people, j
    if base.is_generic:
        base = replace(base, office=None)  # "a delegation", "the leader": nobody's title
    if len(base.sides) > 1:
        return [replace(base, sides=(side,)) for side in base.sides], j
    return [base], j


def _is_rank(base: Actor) -> bool:
    """A rank or a birth, which an office tells more than."""
    return base.role == "office" and (base.office or "prince").lower() in {
        "prince",
        "princess",
        "senator",
        "ambassador",
    }


def read_apposed_office(actor: Actor, items: tuple[Item, ...], j: int) -> tuple[Actor, int] | None:
    """The actor with the office that stands behind his name, from the comma or bracket at item j on, and the item after it."""
    if at(items, j).text not in {",", "("}:
        return None
    k = skip_modifiers(items, j + 1)
    told = actor.sides
    if at(items, k).kind is Kind.SIDE:
        told, k = items[k].sides, k + 1
        k += at(items, k).kind is Kind.POSSESSIVE
        k = skip_modifiers(items, k)
    office = at(items, k)
    is_own = at(items, j + 1).lower in {"his", "her", "my", "our", "their", "your"}
    if office.office is None or office.office.is_plural or (office.office.kind == "counterpart" and not is_own):
        return None
    read, after = read_office(items, k, office.start, told, is_apposed=True)
    holder = read[0]
    is_open = (
        at(items, j + 1).form == "adjective"
        and office.office.kind == "generic"
        and at(items, after).kind is not Kind.MARK
    )
    if holder.name is not None or is_open:  # "Rubio, Foreign Minister Iwaya and ...": a list, no apposition
        return None
    return replace(
        actor,
        office=holder.office,
        sides=holder.sides or actor.sides,
        end=holder.end,
        is_reporter=holder.is_reporter,
        is_generic=holder.is_generic,
        is_home_office=holder.is_home_office,
    ), after


def _names_in_turn(items: tuple[Item, ...], i: int, n: int) -> list[Item] | None:
    """As many names, behind a comma or not, as there are sides."""
    names: list[Item] = []
    k = i - 1 if at(items, i).kind is Kind.NAME else i
    while k < i or at(items, k).lower in {",", "and"}:
        k += 1 + (at(items, k).text == "," and at(items, k + 1).lower == "and")
        while is_address(at(items, k)):
            k += 1
        if at(items, k).kind is not Kind.NAME:
            break
        names.append(items[k])
        k += 1
    return names if len(names) == n else None


def _after(items: tuple[Item, ...], last: Item, i: int) -> int:
    while items[i] is not last:
        i += 1
    return i + 1


def _skip_second_office(items: tuple[Item, ...], i: int) -> int:
    """ "President X of Congo, chair of the African Union, ...": one man with two hats, who comes for the first."""
    k = skip_modifiers(items, i + 1 + 2 * (at(items, i + 1).lower == "who" and at(items, i + 2).lower == "is"))
    while at(items, k).lower in {"the", "current", "rotating", "and", "also"}:
        k += 1
    office = at(items, k).office
    if at(items, i).text != "," or office is None or office.is_plural or at(items, k + 1).lower != "of":
        return i
    side = k + 2 + (at(items, k + 2).lower == "the")
    after = skip_acronym(items, side + 1)
    is_closed = at(items, after).kind is Kind.MARK or at(items, after).lower in {"on", "in", "at"}
    return after if at(items, side).kind is Kind.SIDE and is_closed else i


def _ends_apposition(items: tuple[Item, ...], k: int) -> bool:
    while is_address(at(items, k)):
        k += 1
    return at(items, k).kind is Kind.NAME and (
        at(items, k + 1).kind is Kind.MARK or at(items, k + 1).lower in _AFTER_APPOSITION
    )


_AFTER_APPOSITION = frozenset(
    """
    agreed and are arrived at began discussed for had has have held in is meet met on said signed spoke to was were will
    with would
    """.split()  # noqa: SIM905
)
