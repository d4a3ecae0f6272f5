"""The user's own page: exactly two meetings, from its sentences alone."""

from __future__ import annotations

import pytest

from tests.conftest import SHARED
from tests.extractors.meetings.telling import names, read, sides

SEED = SHARED / "seed" / "japan-us-south-korea.txt"


@pytest.mark.skipif(not SEED.exists(), reason="LOUD SKIP: the folder with the user's page is not here")
@pytest.mark.parametrize("n_captions", [0, 2])
def test_the_users_page_reports_two_meetings(n_captions: int) -> None:
    page = SEED.read_text("utf-8")
    story = page.split("April 04, 2025", 1)[1].split("Your subscription", 1)[0]
    paragraphs = [
        text.strip()
        for text in story.split("\n\n")
        if text.strip() and text.strip() not in {"Article continues after this advertisement", "FEATURED STORIES"}
    ]
    title = "Japan, US, South Korea affirm cooperation over China, North Korea"
    now, earlier = read(
        "\n\n".join(paragraphs[n_captions:]), title, "2025-04-04T11:08:00+08:00", captions=paragraphs[:n_captions]
    )
    assert (now["status"], now["mode"], now["start_date"], now["date_precision"]) == (
        "held",
        "in_person",
        "2025-04-03",
        "day",
    )
    assert now["place"] == {"city": "Brussels", "country": "BEL"}
    assert "NATO" in now["event"]
    assert names(now) == ["Cho Tae-yul", "Marco Rubio", "Takeshi Iwaya"]
    assert sides(now) == sides(earlier) == ["JPN", "KOR", "USA"]
    assert (earlier["status"], earlier["start_date"], earlier["date_precision"]) == ("held", "2025-02", "month")
    assert earlier["place"] == {"city": "Munich", "country": "DEU"}
    assert names(earlier) == []
    for word in ("china", "north_korea", "russia", "deterrence", "economic_security"):
        assert any(word in topic for topic in now["topics"]), word
    assert {claim["ordinal"] for claim in now["claims"]} == {1, 2}
