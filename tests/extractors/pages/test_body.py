"""The story's paragraphs without the site's, captions apart, by selectors or without."""

from __future__ import annotations

import pytest

from extractors.pages.body import read_body
from extractors.pages.clutter import drop_clutter, is_clutter, is_end, read_tags_line
from extractors.pages.html import load_tree
from extractors.pages.soup import make_soup, read_paragraphs
from tests.extractors.pages.sample import STORY, make_page

FIGURE = (
    '<figure><img src="x.jpg"><figcaption>The two ministers on the quay in Bergen. Fjord Pool</figcaption></figure>'
)
URL = "https://fjord.example/a"
TITLE = "Ministers settle the quotas"


def test_without_a_selector_the_story_is_found_among_the_rest() -> None:
    body = read_body(load_tree(make_page(before=FIGURE)), URL, TITLE)
    assert body.text.split("\n\n") == list(STORY)
    assert body.captions == ("The two ministers on the quay in Bergen. Fjord Pool",)
    assert not body.is_from_layout


def test_a_selector_gives_exactly_its_element_without_what_is_dropped() -> None:
    page = make_page(
        before='<div class="box"><p>Our weekend magazine is out, with forty pages on knitting and wool.</p></div>',
        story=(*STORY, '<span class="promo">Buy the paper edition</span>', "More from the harbour"),
    )
    body = read_body(load_tree(page), URL, "", "div.story", drop=(".promo",), drop_lines=("More from the .*",))
    assert body.text.split("\n\n") == list(STORY)
    assert body.is_from_layout


def test_a_selector_that_finds_nothing_falls_back_to_the_general_rules() -> None:
    body = read_body(load_tree(make_page()), URL, TITLE, "#gone")
    assert body.text.split("\n\n") == list(STORY)
    assert not body.is_from_layout


def test_a_selector_that_is_none_falls_back_too() -> None:
    assert not read_body(load_tree(make_page()), URL, "", "div[[").is_from_layout


def test_captions_inside_the_selected_element_stand_apart() -> None:
    body = read_body(load_tree(make_page(story=(STORY[0], FIGURE, STORY[1]))), URL, "", "div.story")
    assert body.captions == ("The two ministers on the quay in Bergen. Fjord Pool",)
    assert "quay" not in body.text


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html><body><nav><a>Home</a></nav></body></html>"])
def test_a_page_without_a_story_has_no_text(page: str) -> None:
    assert read_body(load_tree(page.encode()), URL, "").text in {"", "Home"}


def test_line_breaks_end_paragraphs_only_after_a_sentence_or_doubled() -> None:
    soup = make_soup(
        load_tree(b"<div id=a>One <b>bold</b> word.<br>Two\n lines <br> here<br><br>Three<p>Four</p>Five</div>")
    )
    container = soup.find(id="a")
    assert container is not None
    assert read_paragraphs(container) == ("One bold word.", "Two lines here", "Three", "Four", "Five")


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement", "ADVERTISEMENT - SCROLL TO CONTINUE", "Story continues below", "RELATED STORIES", "Read more: Fish prices rise",
        "Most read", "Share this article", "5 min read", "Sign up for our daily newsletter", "Follow us on Telegram",
        "We use cookies to make this site work.", "By signing up you agree to our Terms of Service and Privacy Policy.",
        "Your subscription has been saved.", "Skip to main content", "Image source: Fjord Pool", "https://fjord.example/x", "* * *",
        "Terms of use | Privacy | Contact", "Leave a comment", "12 comments", "keyboard_arrow_down", "Please enable JavaScript",
    ],
)  # fmt: skip
def test_lines_of_the_site_are_clutter(line: str) -> None:
    assert is_clutter(line)


@pytest.mark.parametrize(
    "line",
    [
        *STORY,
        "Ministers share the view that the talks must go on.",
        "By signing the treaty the two states agree to open their archives, the minister said in Oslo on Friday.",
        "The subscription of shares by the two governments was discussed.",
        "Related talks on fisheries will go on in Reykjavik in May, the ministers said.",
        "Top officials of both countries met on Friday.",
        "Watch out for a reply, the minister warned.",
        "More talks are planned: the ministers will meet in May.",
        "Terms of the truce were agreed in Doha.",
        "Updated rules on trade were the subject of the talks in Oslo on 3 April, the ministry said in a statement to the press.",
        "Privacy was on the agenda, officials said.",
        "“No,” she said.",
    ],
)
def test_sentences_of_a_story_are_not(line: str) -> None:
    assert drop_clutter((line,)) == (line,)
    assert not is_end(line)
    assert read_tags_line(line) is None


@pytest.mark.parametrize(
    "line", ["© 2025 Fjord Post", "Copyright 1999-2025 Fjord Post Ltd", "Fjord Post 2025. All rights reserved."]
)
def test_a_copyright_line_ends_the_story(line: str) -> None:
    assert is_end(line)


def test_tags_lines_are_read() -> None:
    assert read_tags_line("TAGS: fish, North Sea; quotas") == ("fish", "North Sea", "quotas")
    assert read_tags_line("Topics: #fish #quotas") == ("fish", "quotas")
    assert read_tags_line("Tags") == ()
