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
            kept = []
            for lon, lat in ring:
                point = (round(lon * 10), round(max(lat, -60) * 10))
                if not kept or kept[-1] != point:
                    kept.append(point)
            if len(kept) > 3:
                print(" ".join(f"{x} {y}" for x, y in kept[:-1]))


main()
