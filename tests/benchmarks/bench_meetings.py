"""`make bench-meetings`: accuracy and speed of finding meetings on a gold file (GOLD=; the written gold without)."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from extractors.meetings import find_meetings
from extractors.meetings.cases import article_from_case, meeting_to_case

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
from tests.gold.scorer import measure

WRITTEN_GOLD = Path(__file__).resolve().parent.parent / "gold" / "t1.jsonl"


def main() -> int:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else WRITTEN_GOLD
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    articles = [article_from_case(case) for case in cases]
    n_words = sum(len(article.text.split()) for article in articles)
    begun = time.process_time()
    found = [find_meetings(article) for article in articles]
    seconds = time.process_time() - begun
    predicted = [[meeting_to_case(article, one) for one in ones] for article, ones in zip(articles, found, strict=True)]
    figures = measure(zip((case["meetings"] for case in cases), predicted, strict=True))
    figures |= {"articles": len(cases), "words a CPU second": n_words / seconds}
    table = Table(title=path.name, title_justify="left")
    table.add_column("figure")
    table.add_column("value", justify="right")
    for name, value in figures.items():
        table.add_row(name, f"{value:,.3f}" if value <= 1 else f"{value:,.0f}")
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
