"""Merges the releases of a record package once more, with ocdsmerge and a schema from a file, and tells where it differs
from what was compiled. Usage: merged.py RECORDS SCHEMA"""

import json
import sys
import warnings
from decimal import Decimal

from ocdsmerge import Merger

# Two elements of one array with the same id are merged by both; ocdsmerge says so, too.
warnings.simplefilter("ignore")


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file, parse_float=Decimal)


def differences(one, other, path=""):
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other}):
            yield from differences(one.get(key), other.get(key), f"{path}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, (left, right) in enumerate(zip(one, other)):
            yield from differences(left, right, f"{path}[{at}]")
    elif one != other:
        yield f"{path}: {one!r} is not {other!r}"


records, schema = map(read, sys.argv[1:3])
merger = Merger(schema)
for record in records["records"]:
    theirs = merger.create_compiled_release(record["releases"])
    told = list(differences(record["compiledRelease"], theirs, record["ocid"]))
    print(json.dumps({"ocid": record["ocid"], "releases": len(record["releases"]), "differences": told}, default=str))
