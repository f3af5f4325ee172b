#!/usr/bin/env python3
"""Writes src/review/land.txt: the outline of the land for the review's map.

    npm install world-atlas@2.0.2
    scripts/make_land.py node_modules/world-atlas/land-110m.json > src/review/land.txt

world-atlas (ISC licence) is Natural Earth's 1:110m land, which is in the public domain, as
TopoJSON. Kept are the rings north of 60 degrees south, in tenths of a degree: "longitude latitude"
pairs, one ring a line. A user's build needs neither npm nor this script.
"""
import json
import sys


def arcs_of(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def rings_of(geometry, arcs):
    for polygon in geometry["arcs"]:
        for ring in polygon:
            points = []
            for index in ring:
                arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                points += arc if not points else arc[1:]
            yield points


def unwrapped(ring):
    """The ring without jumps over the 180th meridian."""
    out, shift = [], 0
    for i, (lon, lat) in enumerate(ring):
        if i and lon - ring[i - 1][0] > 180:
            shift -= 360
        elif i and lon - ring[i - 1][0] < -180:
            shift += 360
        out.append((lon + shift, lat))
    return out


def clipped(ring, edge, sign):
    """What of the ring lies on the side of the meridian `edge` where sign * (longitude - edge) <= 0."""
    out = []
    for i, (x, y) in enumerate(ring):
        px, py = ring[i - 1]
        inside, before = sign * (x - edge) <= 0, sign * (px - edge) <= 0
        if inside != before:
            out.append((edge, py + (y - py) * (edge - px) / (x - px)))
        if inside:
            out.append((x, y))
    return out


def pieces(ring):
    """The ring cut at the 180th meridian."""
    ring = unwrapped(ring)
    for shift in (-360, 0, 360):
        moved = [(lon + shift, lat) for lon, lat in ring]
        piece = clipped(clipped(moved, 180, 1), -180, -1)
        if piece:
            yield piece


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        topology = json.load(file)
    arcs = list(arcs_of(topology))
    print("# Land without boundaries. Made by scripts/make_land.py from world-atlas 2.0.2: Natural Earth")
    print("# (naturalearthdata.com), public domain. Tenths of a degree; one ring a line. Do not edit.")
    for geometry in topology["objects"]["land"]["geometries"]:
        for ring in rings_of(geometry, arcs):
            if max(lat for _, lat in ring) < -60:
                continue
            for piece in pieces(ring):
                kept = []
                for lon, lat in piece:
                    point = (round(lon * 10), round(max(lat, -60) * 10))
                    if point not in kept[-1:] + kept[:1]:
                        kept.append(point)
                if len(kept) > 2:
                    print(" ".join(f"{x} {y}" for x, y in kept))


main()
