"""Lines that a site hangs around and between the paragraphs of a story: found by what they are, never by site.

Each pattern is for a whole line; the ones that a sentence of a story could hold are bounded in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MAX_CLUTTER = 400
"""Longer lines are never clutter: it keeps the patterns cheap and a long paragraph safe."""

_ANY = (
    r"(?:story |article )?(?:continues?|continued) (?:after|below)\b.*",
    r".*\barticle continues (?:after|below)\b.*",
    r"(?:scroll|keep scrolling) (?:down )?(?:to|for) (?:continue|read|more)\b.*",
    r"(?:advertise?ments?|advertising|ads?|sponsored(?: content)?|promoted(?: stories)?|paid (?:post|content))\b[ .:…-]*(?:\d+)?",
    r"(?:advertisement|ad) ?[-–—:] ?(?:scroll|story|content|article).*",
    r"(?:remove|close|hide) (?:this )?ads?\b.*",
    r"(?:featured|related|top|trending|latest|popular|recommended|more|other|must[- ]read|editors?['’]?s?) (?:stories|story|news|articles?|posts?|videos?|topics|reads?|links?|coverage|headlines|picks?|from\b.*|on this story|on this|like this)[ :]*",
    r"(?:related|trending|recommended|most (?:read|viewed|popular|shared)|editors?['’]?s? picks?|you (?:may|might) (?:also )?(?:like|be interested in|enjoy)|what to read next|up next|more for you|don['’]t miss)\b[^.]{0,60}[:.]?",
    r"(?:read|also read|read (?:more|next|also|full story|the full (?:story|article))|see also|see more|watch|watch (?:now|more|live)|watch also|listen|more|more on this|also see|in pictures|in photos|don['’]t miss|explainer|opinion|editorial)\s*[:>»|].*",
    r"(?:read (?:more|next|also)|also read|see also|see more|show more|load more|view (?:all|more|comments|gallery)|next (?:article|story|post)|previous (?:article|story|post))[ .:»>]*",
    r"(?:listen to|listen|play) (?:this )?(?:article|story|audio)\b.*",
    r"\d+ ?(?:min|mins|minutes?)[. ]*(?:read|listen)?",
    r"(?:reading time|time to read|estimated read)\b.*",
    r"(?:share|save|print|email|tweet|copy link|facebook|twitter|whats ?app|linkedin|telegram|messenger|viber|reddit|x|bookmark|gift(?: this)? article|comments?|reply|follow|listen|like|menu|search|home|sections?|back to top|sign in|log ?in|log ?out|register|subscribe|close|skip|ok|accept(?: all)?(?: cookies)?|reject(?: all)?|decline|got it|learn more|settings|facebook twitter.*)[ .:…»>|]*",
    r"(?:share|save|email|print|tweet|copy|post) (?:this|on|to|via|the) (?:article|story|post|page|link|facebook|twitter|x|whatsapp|linkedin|email|news|friend)\b.*",
    r"(?:click|tap) (?:here|on|to|the)\b.*",
    r"(?:skip|jump) to (?:main |the )?(?:content|navigation|search|footer|comments)\b.*",
    r"follow (?:us|our|the|@)\b.*\b(?:on|at|channel|twitter|facebook|x|instagram|telegram|whatsapp|google|updates)\b.*",
    r"(?:join|download|get|install|try) (?:us|our|the)\b.{0,60}\b(?:app|channel|newsletter|community|whatsapp|telegram|group)\b.*",
    r"add .{2,40} (?:as|to) (?:a|your) (?:preferred|trusted)\b.*",
    r"(?:loading|please wait|refresh)\b[ .…]*",
    r"your subscription\b.{0,80}",
    r"your (?:e-?mail|email address|account|cart|password)\b.{0,80}",
    r"(?:please )?(?:enter|provide|confirm|verify) (?:a |your )(?:valid )?(?:e-?mail|name)\b.*",
    r"(?:subscribe|sign up|signup|register)\b.{0,40}\b(?:newsletter|newsletters|updates|alerts?|briefing|inbox|today|now|daily|e-?mail|access|account|free|channel)\b.*",
    r"(?:get|receive|stay) (?:the |our |all |up[- ]to[- ]date).{0,60}\b(?:inbox|newsletter|alerts?|e-?mail|updates|notifications?)\b.*",
    r"(?:our |the |daily |weekly |free )*newsletters?[ !:.]*",
    r"by (?:providing|signing|clicking|continuing|subscribing|submitting|entering|registering|using|proceeding|creating|browsing)\b.{0,120}\b(?:(?:you|i|we) (?:agree|accept|consent|acknowledge|confirm)|terms of (?:use|service)|privacy policy|cookies)\b.*",
    r"(?:this|our|the) (?:site|website|page|portal|web ?site)\b.{0,60}\b(?:cookies?|recaptcha|javascript)\b.*",
    r"(?:we|we and our (?:\d+ )?partners)\b.{0,60}\bcookies?\b.*",
    r".{0,40}\b(?:cookie|privacy) (?:policy|settings|preferences|notice|consent|banner)\b.{0,60}",
    r"(?:terms (?:of|and|&) (?:use|service|conditions)|privacy(?: policy| notice)?|contact(?: us)?|about(?: us)?|advertise(?: with us)?|careers|sitemap|help|faq)(?:\s*[|·•,/]\s*.*)?",
    r"this is an? (?:information|informational|error|automated) message\b.*",
    r"(?:please )?(?:enable|turn on|disable|turn off) (?:javascript|cookies|your ad ?blocker)\b.*",
    r"(?:leave|post|write|add|view|read|show|hide|no|be the first to) (?:a )?comments?\b.{0,30}",
    r"\d+ (?:comments?|shares?|views?|likes?|reads?|reactions?)",
    r"(?:image|photo|picture|video|file|graphic) (?:source|credit|caption|gallery|unavailable|courtesy)[ :,].{0,80}",
    r"(?:image|photo|picture)s? ?: .{0,80}",
    r"(?:published|updated|last updated|posted|modified|created)(?: on| at)?\s*:?.{0,50}\d.{0,40}",
    r"(?:a\+|a-|a a|aa|font size|text size)\b.{0,20}",
    r"https?://\S+|www\.\S+|\S+@\S+\.\w+",
    r"keep reading\b.{0,40}|list (?:\d+ )?of \d+(?: items)?|end of list",
    r".{0,160}\bcontributed (?:reporting )?to this (?:report|story|article)\.?",
    r"\(?(?:additional )?reporting by .{0,200}\b(?:editing|writing|compiled) by .{0,100}",
    r"most (?:liked|popular|read|viewed|commented|shared|recent)\b.{0,20}",
    r"[\W\d_]{1,40}",
    r"[a-z]+(?:_[a-z]+)+",
)  # fmt: skip
_CLUTTER = tuple(re.compile(pattern, re.I) for pattern in _ANY)

_END = re.compile(
    r"\(?ends?\)?|#{3,}|-+ ?30 ?-+"
    r"|(?:©|\(c\)|copyright\b(?! (?:law|act|case|office|infring|holder|claim|protect|dispute|bill|tribunal|reform|rules?))).{0,200}"
    r"|.{0,80}\ball rights? reserved\b.{0,80}"
    r"|(?:this (?:material|content|article|story)|the content) may not be (?:published|reproduced|republished)\b.*",
    re.I,
)
_TAGS = re.compile(
    r"(?:tags?|topics?|keywords?|filed under|more about|hashtags?|labels?|categor(?:y|ies)|in this (?:story|article))\s*:\s*(?P<tags>.*)",
    re.I,
)
_TAGS_HEAD = re.compile(r"(?:tags?|topics|keywords?|filed under|related topics|hashtags?)\s*:?", re.I)
_LINKS_FOLLOW = re.compile(
    r"(?:featured|related|top|trending|latest|popular|recommended|more|other|must[- ]read|editors?['’]?s?)\b.{0,30}|most \w+|keep reading|read (?:next|also|more)|see also|also read|you (?:may|might) .{0,40}",
    re.I,
)
_TERMINAL = re.compile(r"[.!?…。][\"”’')\]]*$")


def is_clutter(line: str) -> bool:
    """Whether the whole line belongs to the site and not to the story."""
    return len(line) <= MAX_CLUTTER and any(pattern.fullmatch(line) for pattern in _CLUTTER)


def begins_links(line: str) -> bool:
    """Whether a clutter line is the heading of a list of other stories."""
    return _LINKS_FOLLOW.fullmatch(line.rstrip(" :")) is not None


def is_end(line: str) -> bool:
    """A copyright line: what follows is the site's, never the story's."""
    return _END.fullmatch(line) is not None


def read_tags_line(line: str) -> tuple[str, ...] | None:
    """The tags of "TAGS: a, b"; an empty tuple for a bare "Tags:"; None for another line."""
    if _TAGS_HEAD.fullmatch(line):
        return ()
    found = _TAGS.fullmatch(line)
    if not found or len(line) > 400 or _TERMINAL.search(line):
        return None
    words = re.split(r"\s*[,;|•·]\s*|\s+(?=#)", found["tags"].strip())
    return tuple(dict.fromkeys(word.strip(" #") for word in words if word.strip(" #")))


def is_sentence(line: str) -> bool:
    """Whether the line ends like a sentence."""
    return _TERMINAL.search(line) is not None


def drop_clutter(paragraphs: Iterable[str], drop_lines: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The paragraphs of a story without the site's lines; `drop_lines` are the publisher's own patterns."""
    own = tuple(re.compile(pattern, re.I) for pattern in drop_lines)
    return tuple(p for p in paragraphs if not is_clutter(p) and not any(pattern.fullmatch(p) for pattern in own))
