"""Reads a calendar with icalendar: a line of JSON for every event, its times as instants or as days."""
import datetime
import json
import sys

from icalendar import Calendar


def time(value):
    if value is None:
        return None
    value = value.dt
    if isinstance(value, datetime.datetime):
        assert value.tzinfo is not None, "an instant without a zone floats"
        return value.astimezone(datetime.timezone.utc).isoformat()
    return value.isoformat()


calendar = Calendar.from_ical(sys.stdin.buffer.read())
assert not calendar.errors, calendar.errors
for event in calendar.walk("VEVENT"):
    assert not event.errors, event.errors
    print(
        json.dumps(
            {
                "uid": str(event["UID"]),
                "sequence": int(event["SEQUENCE"]),
                "status": str(event["STATUS"]),
                "summary": str(event["SUMMARY"]),
                "location": str(event.get("LOCATION", "")),
                "description": str(event.get("DESCRIPTION", "")),
                "starts": time(event.get("DTSTART")),
                "ends": time(event.get("DTEND")),
            }
        )
    )
