#!/usr/bin/env python3
"""Writes files as gzip in a table of C: embed_assets.py OUTPUT FILE…

index.html becomes "/"; what it names becomes "/assets/NAME". The tag is a hash of the content."""
import gzip
import hashlib
import pathlib
import sys

TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
         ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


def main():
    rows, arrays = [], []
    for number, name in enumerate(sys.argv[2:]):
        path = pathlib.Path(name)
        plain = path.read_bytes()
        zipped = gzip.compress(plain, 9, mtime=0)
        tag = hashlib.sha256(plain).hexdigest()[:16]
        address = "/" if path.name == "index.html" else f"/assets/{path.name}"
        values = ",".join(str(byte) for byte in zipped)
        arrays.append(f"static const unsigned char asset_{number}[] = {{{values}}};")
        rows.append(f'    {{"{address}", "{TYPES[path.suffix]}", "{tag}", asset_{number}, '
                    f"{len(zipped)}, {len(plain)}}},")
    text = "\n".join([*arrays, "static const asset assets[] = {", *rows, "};", ""])
    pathlib.Path(sys.argv[1]).write_text(text)


if __name__ == "__main__":
    main()
