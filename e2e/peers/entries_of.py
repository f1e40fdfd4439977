"""Reads a feed with feedparser: a line of JSON, and no fault."""
import json
import sys

import feedparser

feed = feedparser.parse(sys.stdin.buffer.read())
print(
    json.dumps(
        {
            "fault": str(feed.get("bozo_exception", "")) if feed.bozo else "",
            "version": feed.version,
            "title": feed.feed.title,
            "updated": feed.feed.updated,
            "links": sorted(link.rel for link in feed.feed.links),
            "entries": [
                {"id": entry.id, "title": entry.title, "summary": entry.summary, "updated": entry.updated, "link": entry.link}
                for entry in feed.entries
            ],
        }
    )
)
