"""Scraped texts with other sites' clutter: the story alone is the text, whatever stands around it."""

from __future__ import annotations

from datetime import date, datetime

from extractors.pages.textfile import read_head, read_scraped_text, split_paragraphs
from tests.extractors.pages.sample import STORY

AGENCY_COPY = """\
Skip to main content

Home / World / Europe

Ministers settle quotas

Ministers settle quotas for the North Sea after a night of talks

By Kari Nordmann | Updated 04:30 PM March 07, 2024

5 min read

Two women at a table with flags behind them

The ministers before their talks in Bergen on Thursday. (Photo by Ola Nordmann/Reuters)

BERGEN, Norway (Reuters) - The fisheries ministers of Norway and Iceland met on Thursday to settle the quotas.

Advertisement

They agreed to share the data of their research ships.

Read more: Fish prices rise again

A trawler leaves the port of Bergen in this file photo. AFP

Officials said that the border at sea had not been a subject.

Advertisement

Sign up for our morning newsletter

By signing up, you agree to our Terms of Service and acknowledge our Privacy Policy.

Topics: fisheries | Norway | Iceland

You may also like

Ten ways to cook cod that your guests will not forget.

© 2024 FJORDPOST.example. All rights reserved.

We use cookies to remember you. Find out more.
"""

MINISTRY = """\
Minister receives the ambassador of Iceland

12 February 2024

The minister received the ambassador of Iceland in Oslo today.
They spoke of the visit of the president in May.

Copyright Ministry of Fisheries 2024
"""


def test_everything_but_the_story_is_taken_off() -> None:
    found = read_scraped_text(AGENCY_COPY, "Europe/Oslo")
    assert found.text.split("\n\n") == [
        "BERGEN, Norway (Reuters) - The fisheries ministers of Norway and Iceland met on Thursday to settle the quotas.",
        "They agreed to share the data of their research ships.",
        "Officials said that the border at sea had not been a subject.",
    ]


def test_headline_date_author_tags_and_captions_are_told_apart() -> None:
    found = read_scraped_text(AGENCY_COPY, "Europe/Oslo")
    assert found.title == "Ministers settle quotas for the North Sea after a night of talks"
    assert found.published is not None
    assert found.published.at == datetime.fromisoformat("2024-03-07T16:30:00+01:00")
    assert found.authors == ("Kari Nordmann",)
    assert found.tags == ("fisheries", "Norway", "Iceland")
    assert found.captions == (
        "The ministers before their talks in Bergen on Thursday. (Photo by Ola Nordmann/Reuters)",
        "A trawler leaves the port of Bergen in this file photo. AFP",
    )


def test_a_ministry_s_text_needs_no_dateline() -> None:
    found = read_scraped_text(MINISTRY, "Europe/Oslo")
    assert found.title == "Minister receives the ambassador of Iceland"
    assert found.published is not None
    assert (found.published.at, found.published.day) == (None, date(2024, 2, 12))
    assert found.text == (
        "The minister received the ambassador of Iceland in Oslo today.\n\nThey spoke of the visit of the president in May."
    )


def test_a_text_without_date_or_clutter_is_headline_and_story() -> None:
    found = read_scraped_text("Ministers settle the quotas\n\n" + "\n\n".join(STORY))
    assert (found.title, found.published) == ("Ministers settle the quotas", None)
    assert found.text.split("\n\n") == list(STORY)


def test_a_story_alone_stays_whole() -> None:
    assert read_scraped_text("\n\n".join(STORY)).text.split("\n\n") == list(STORY)


def test_a_standfirst_is_no_second_headline() -> None:
    found = read_scraped_text(
        "Ministers settle the quotas\n\nA long night in Bergen ends with a handshake\n\n3 March 2024\n\n"
        + "\n\n".join(STORY)
    )
    assert found.title == "Ministers settle the quotas"
    assert found.text.split("\n\n") == list(STORY)


def test_a_given_title_is_kept() -> None:
    assert read_scraped_text("Other words here\n\n" + "\n\n".join(STORY), title="Given").title == "Given"


def test_head_lines_are_read_and_taken_off() -> None:
    head, rest = read_head(
        "\ufeffurl: https://fjord.example/a\nPublisher: fjord\npublished_at: 2024-03-02T21:05:00+08:00\n\nTitle here\n"
    )
    assert head == {"url": "https://fjord.example/a", "publisher": "fjord", "published_at": "2024-03-02T21:05:00+08:00"}
    assert rest.strip() == "Title here"


def test_a_story_that_begins_with_a_colon_has_no_head() -> None:
    assert read_head("Breaking: ministers meet\n")[0] == {}


def test_hard_wrapped_lines_are_one_paragraph_and_others_are_one_each() -> None:
    wrapped = "The fisheries ministers of Norway and Iceland met in\nBergen on Thursday to settle the quotas for the coming\nseason, officials said."
    assert split_paragraphs(wrapped) == [wrapped.replace("\n", " ")]
    assert split_paragraphs("Votes in\nTap here") == ["Votes in", "Tap here"]


def test_a_long_paragraph_that_comes_twice_is_kept_once() -> None:
    found = read_scraped_text("Ministers settle the quotas\n\n" + "\n\n".join((STORY[0], *STORY)))
    assert found.text.split("\n\n") == list(STORY)


def test_the_agency_that_signs_off_is_no_caption() -> None:
    found = read_scraped_text("Ministers settle the quotas\n\n" + "\n\n".join(STORY) + " (AFP)")
    assert found.text.endswith("talks. (AFP)")
    assert found.captions == ()


def test_a_text_of_clutter_alone_gives_no_story() -> None:
    assert read_scraped_text("Advertisement\n\nWe use cookies.\n\n© 2024 FJORDPOST.example\n").text == ""


BROADCASTER = """\
News|Fisheries

Norway and Iceland agree to finish the quota deal this year

The two ministers shake hands
Norway's minister and Iceland's shake hands at the old customs house in Bergen, March 7, 2024 [Ola Nordmann/Reuters]

By Fjord Staff
Published On 7 Mar 2024
7 Mar 2024

Click here to share on social media
Save

Norway and Iceland have agreed to finish their quota deal by the end of this year.

Keep reading
list of 4 items
list 1 of 4
What is at stake in the North Sea?
list 2 of 4
Cod and the law of the sea
end of list

The two ministers met in Bergen on Thursday.

Source: Kyodo

Advertisement
About
Code of Ethics
"""

AGENCY_WIRE = """\
Fjord News Agency
(LEAD) Norway, Iceland ministers hold talks in Bergen
Politics 16:32 March 07, 2024
By Kari Nordmann
BERGEN, March 7 (Xinhua) -- The ministers of Norway and Iceland held talks in Bergen on Thursday.
FEATURED STORIES
SEA
Cod prices rise
They agreed to meet again.
kari@fjord.example
(END)
Most Liked
Ten ways to cook cod.
"""


def test_a_list_of_other_stories_between_paragraphs_is_left_out() -> None:
    found = read_scraped_text(BROADCASTER, "Europe/Oslo")
    assert found.text.split("\n\n") == [
        "Norway and Iceland have agreed to finish their quota deal by the end of this year.",
        "The two ministers met in Bergen on Thursday.",
    ]
    assert found.title == "Norway and Iceland agree to finish the quota deal this year"
    assert found.captions == (
        "Norway's minister and Iceland's shake hands at the old customs house in Bergen, March 7, 2024 [Ola Nordmann/Reuters]",
    )
    assert found.agency == "Kyodo News"
    assert found.published is not None
    assert found.published.day == date(2024, 3, 7)


def test_a_wire_s_frame_is_left_out() -> None:
    found = read_scraped_text(AGENCY_WIRE, "Europe/Oslo")
    assert found.title == "(LEAD) Norway, Iceland ministers hold talks in Bergen"
    assert found.published is not None
    assert found.published.at == datetime.fromisoformat("2024-03-07T16:32:00+01:00")
    assert found.text.split("\n\n") == [
        "BERGEN, March 7 (Xinhua) -- The ministers of Norway and Iceland held talks in Bergen on Thursday.",
        "They agreed to meet again.",
    ]


def test_a_credited_picture_gives_the_agency_only_where_nobody_signed() -> None:
    picture = "The ministers before their talks in Bergen on Thursday. Kyodo"
    story = "\n\n".join(STORY)
    assert (
        read_scraped_text(f"Ministers settle the quotas\n\n7 March 2024\n\n{picture}\n\n{story}").agency == "Kyodo News"
    )
    assert (
        read_scraped_text(
            f"Ministers settle the quotas\n\nBy Kari Nordmann\n\n7 March 2024\n\n{picture}\n\n{story}"
        ).agency
        is None
    )


def test_a_menu_above_the_headline_is_no_headline() -> None:
    menu = "Fjord Post News Sport Weather Culture Crosswords"
    found = read_scraped_text(
        f"{menu}\n\nMinisters of Norway and Iceland settle quotas\n\n7 March 2024\n\n" + "\n\n".join(STORY)
    )
    assert found.title == "Ministers of Norway and Iceland settle quotas"


def test_a_date_below_the_story_dates_it_and_takes_nothing_off() -> None:
    found = read_scraped_text("Ministers settle the quotas\n\n" + "\n\n".join(STORY) + "\n\nPublished: 7 March 2024")
    assert found.published is not None
    assert found.published.day == date(2024, 3, 7)
    assert (found.title, found.text.split("\n\n")) == ("Ministers settle the quotas", list(STORY))
