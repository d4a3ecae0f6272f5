"""The verbs of the line by hand: `python -m extractors VERB`; `--help` lists them."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Callable

from rich.console import Console
from rich.text import Text

from extractors import pipeline
from extractors.errors import FixSettings, FreeResource, UnreadablePage
from extractors.meetings.cases import article_from_case, meeting_to_case
from extractors.settings import read_settings
from extractors.terminal import meetings_table, safe_text

Arguments = argparse.Namespace


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; 0 when it did its work, 1 with one clear line when a person must do something first."""
    args = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING if args.quiet else logging.INFO, format="%(message)s", stream=sys.stderr)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        return int(args.run(args) or 0)
    except (FixSettings, FreeResource, UnreadablePage, pipeline.BuildFailed, pipeline.AuditFailed) as error:
        print(f"summitry: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m extractors", description=__doc__)
    parser.add_argument("--quiet", action="store_true", help="only say what is wrong")
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, run: Callable[[Arguments], int | None]) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=run.__doc__, description=run.__doc__)
        added.set_defaults(run=run)
        return added

    verb("up", _up).add_argument("--once", action="store_true", help="stop when everything is published")
    verb("newsroom", _newsroom)
    for name, run in (("run", _run), ("discover", _discover), ("fetch", _fetch)):
        line = verb(name, run)
        line.add_argument("publishers", nargs="*", metavar="PUBLISHER", help="keys; without any, all that are on")
        line.add_argument("--url", dest="urls", action="append", default=[], help="a page to bring in; may be repeated")
        line.add_argument("--from", dest="first_day", metavar="DAY", help="leave out pages older than this, YYYY-MM-DD")
        line.add_argument("--to", dest="last_day", metavar="DAY", help="leave out pages newer than this")
    verb("extract", _extract).add_argument("--reparse", action="store_true", help="also what an older version has read")
    verb("load", _load)
    verb("build", _build)
    verb("publish", _publish)
    verb("import", _import).add_argument("path", metavar="WARC")
    verb("detect", _detect)
    verb("read", _read).add_argument("target", metavar="URL|FILE")
    verb("why", _why).add_argument("meeting_id")
    verb("forget", _forget).add_argument("url")
    verb("status", _status)
    verb("meetings", _meetings).add_argument("--limit", type=int, default=12)
    return parser


def _up(args: Arguments) -> int:
    """start Airflow on loopback, bring in the news, build, publish, and stay up"""
    from extractors import stack  # starts half a second of imports that no other verb needs

    return stack.up(read_settings(), once=args.once)


def _newsroom(args: Arguments) -> None:
    """serve the sample newsroom on loopback until it is stopped"""
    from extractors import newsroom

    newsroom.serve(read_settings().newsroom_port)


def _run(args: Arguments) -> None:
    """the whole line, once, without Airflow"""
    _print(pipeline.run_line(args.publishers, args.urls, args.first_day, args.last_day))


def _discover(args: Arguments) -> None:
    """find the pages that feeds, sitemaps and lists name"""
    for key in pipeline.list_publishers(args.publishers, args.urls):
        _print(pipeline.discover_pages(key, args.first_day, args.last_day, args.urls))


def _fetch(args: Arguments) -> None:
    """fetch what was found into the archive, and take in the inbox"""
    for key in pipeline.list_publishers(args.publishers, args.urls):
        _print(pipeline.fetch_pages(key))


def _extract(args: Arguments) -> None:
    """read the archived pages and find their meetings"""
    for segments in pipeline.list_pending_segments(reparse=args.reparse):
        _print(pipeline.extract(segments))


def _load(args: Arguments) -> None:
    """load what was extracted into the warehouse"""
    _print(pipeline.load())


def _build(args: Arguments) -> None:
    """build the marts with dbt"""
    result = pipeline.build()
    _print({"n_nodes": len(result["nodes"]), "new_ids": result["new_ids"]})


def _publish(args: Arguments) -> None:
    """swap the built marts in as the published copy"""
    _print(pipeline.publish_copy())


def _import(args: Arguments) -> None:
    """bring a WARC file, such as a Common Crawl news file, into the archive"""
    _print(pipeline.import_warc(args.path))


def _detect(args: Arguments) -> None:
    """articles as JSON lines on standard input, their meetings as JSON lines on standard output"""
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            case = json.loads(line)
            article = article_from_case(case)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise FixSettings(f"line {number} is no article in JSON: {error!r}; it needs id, title, text") from error
        meetings = [meeting_to_case(article, mention) for mention in pipeline.find_meetings(article)]
        print(json.dumps({"id": case["id"], "meetings": meetings}, ensure_ascii=False), flush=True)


def _read(args: Arguments) -> None:
    """print the article of one page or file as JSON"""
    _print(pipeline.read_article(args.target))


def _why(args: Arguments) -> None:
    """print a meeting with its sources and the sentences that prove it"""
    found = pipeline.explain_meeting(args.meeting_id)
    console = Console(soft_wrap=True, highlight=False)
    for name, value in found["meeting"].items():
        console.print(Text(f"{name:>24}  {safe_text(value)}"))
    for row in found["evidence"]:
        console.print(Text(f"\n{safe_text(row['url'])}  ({safe_text(row['fields'])})\n    {safe_text(row['quote'])}"))


def _forget(args: Arguments) -> None:
    """take a page out of archive, raw tables and marts, for good"""
    _print(pipeline.forget(args.url))


def _status(args: Arguments) -> None:
    """the newest committed batch, the published one, and whether a build is owed"""
    _print(pipeline.newest_batches())


def _meetings(args: Arguments) -> None:
    """a table of the newest meetings in the published copy"""
    Console().print(meetings_table(pipeline.newest_meetings(args.limit)))


def _print(value: object) -> None:
    print(json.dumps(value, ensure_ascii=True, indent=2, default=str))


if __name__ == "__main__":
    sys.exit(main())
