#!/usr/bin/env python3
"""Checks the tables in data/world: their form, their facts, and that they agree with one another.

Facts are also held against Debian's iso-codes and the npm package i18n-iso-countries. What cannot be checked is
skipped with a word. Prints one line for each check and, last, "N passed, N failed", with ", N skipped" where that is so.
"""
import datetime
import json
import pathlib
import re
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "tools"))
sys.dont_write_bytecode = True

import program  # noqa: E402

WORLD = ROOT / "data/world"
ISO_CODES = pathlib.Path("/usr/share/iso-codes/json/iso_3166-1.json")
NPM_PACKAGE = "i18n-iso-countries"
COLUMNS = {
    "states": "code alpha2 status name official capital region neighbours latitude longitude",
    "state_names": "code form kind note",
    "groups": "group code from to status",
    "organisations": "code name forms sector kind metonyms state note",
    "forums": "code name forms kind first members note",
    "exercises": "code name forms members note",
    "missions": "code name forms organisation country start end note",
    "ranks": "level service form sector note",
    "offices": "form sector level kind note",
    "organs": "form code sector note",
    "places": "name ascii country latitude longitude population kind note",
    "places_extra": "id name aliases kind country latitude longitude note",
    "name_orders": "code order later note",
    "leaders": "code name forms office sector from to note",
}
SECTORS = set("GOV MIL COP SPY LEG JUD PTY IGO NGO REB CRM BUS EDU MED CVL".split())
NAME_KINDS = set("name official alias abbreviation former demonym-adjective demonym-noun capital metonym".split())
EVERY_STATE_HAS = ["name", "official", "demonym-adjective", "demonym-noun", "capital"]
MUST_NAME = """
USA: United States|the United States|U.S.|US|USA|American|Americans|Washington|White House|Pentagon
GBR: United Kingdom|UK|U.K.|Britain|British|Britons|London|Downing Street|Whitehall|Scottish
KOR: South Korea|S. Korea|ROK|RoK|Republic of Korea|South Korean|Seoul|Blue House
PRK: North Korea|DPRK|North Korean|Pyongyang
CHN: China|PRC|Chinese|Beijing
VNM: Vietnam|Viet Nam|Vietnamese|Hanoi|Ha Noi
TUR: Türkiye|Turkey|Turkish|Turks|Ankara
MMR: Myanmar|Burma|Burmese|Naypyidaw
CZE: Czechia|Czech Republic|the Czech Republic|Czech|Prague
CIV: Ivory Coast|Côte d'Ivoire|Cote d'Ivoire|Ivorian
PHL: Philippines|the Philippines|Philippine|Filipino|Filipinos|Manila
NLD: Netherlands|the Netherlands|Holland|Dutch|The Hague
ARE: UAE|United Arab Emirates|Emirati|Abu Dhabi
SAU: Saudi Arabia|KSA|Saudi|Saudis|Riyadh
NZL: New Zealand|Kiwi|New Zealanders|Wellington
DNK: Denmark|Danish|Danes
LAO: Laos|Lao|Lao PDR|Vientiane
TLS: Timor-Leste|East Timor|Timorese|Dili
FRA: France|French|Élysée
RUS: Russia|Russian Federation|Kremlin|Moscow
ZAF: South Africa|South African|Pretoria|Cape Town|Bloemfontein
SWZ: Eswatini|Swaziland
MKD: North Macedonia|Macedonia
COD: DR Congo|DRC|Congo|Congolese
COG: Republic of the Congo|Congo|Congolese
XKX: Kosovo|Pristina
TWN: Taiwan|Taipei
VAT: Holy See|Vatican
"""
MUST_BE_AMBIGUOUS = ("Congo|Congolese|Korea|Korean|Guinea|Dominican|Georgia|Georgian|Niger|Washington|Jordan|Chad|Oman|"
                     "Turkey|Mali|Brussels|Victoria|Polish").split("|")
MUST_BE_CLEAR = ("Nigeria|Nigerian|Nigerien|Dominican Republic|South Korea|North Korea|Guinea-Bissau|Papua New Guinea|"
                 "Equatorial Guinea|DR Congo|Vietnamese|French|Hanoi|Beijing|U.S.|UK").split("|")
MUST_COUNT = [
    ("UN", "2011-07-13", 192), ("UN", "2011-07-14", 193), ("UN", "2026-01-01", 193), ("UNSC-P5", "1950-01-01", 5),
    ("UNSC-P5", "1991-12-23", 5), ("UNSC-P5", "1991-12-24", 5), ("UNSC-P5", "2024-01-01", 5),
    ("ASEAN", "2021-12-31", 10), ("ASEAN", "2025-10-25", 10), ("ASEAN", "2025-10-26", 11), ("ADMM-Plus", "2020-01-01", 18),
    ("EU", "2020-01-31", 28), ("EU", "2020-02-01", 27), ("EU", "2004-04-30", 15), ("EU", "2004-05-01", 25),
    ("NATO", "2022-12-31", 30), ("NATO", "2023-04-04", 31), ("NATO", "2024-03-06", 31), ("NATO", "2024-03-07", 32),
    ("AU", "2024-01-01", 55), ("SCO", "2024-07-04", 10), ("QUAD", "2024-01-01", 4), ("AUKUS", "2024-01-01", 3),
    ("G7", "2024-01-01", 7), ("G8", "2000-01-01", 8), ("G20", "2022-01-01", 20), ("G20", "2024-01-01", 21),
    ("BRICS", "2023-12-31", 5), ("BRICS", "2024-01-01", 9), ("BRICS", "2025-01-06", 10), ("GCC", "2024-01-01", 6),
    ("PIF", "2024-01-01", 18), ("CSTO", "2024-01-01", 6), ("CSTO", "2010-01-01", 7), ("FPDA", "2024-01-01", 5),
    ("FVEY", "2024-01-01", 5), ("ECOWAS", "2024-12-31", 15), ("ECOWAS", "2025-01-29", 12), ("AES", "2024-01-01", 3),
    ("SADC", "2024-01-01", 16), ("OAS", "2023-11-18", 34), ("LAS", "2024-01-01", 22), ("EAEU", "2024-01-01", 5),
    ("OSCE", "2024-01-01", 57), ("IGAD", "2024-01-01", 8), ("EAC", "2024-12-31", 8), ("APEC", "2024-01-01", 21),
    ("ARF", "2024-01-01", 27), ("EAS", "2024-01-01", 18),
]
MUST_RANK = """Sen. Lt. Gen.|OF-8+ Sr. Lt. Gen.|OF-8+ Sen. Lieut. Gen.|OF-8+ Snr Lt Gen|OF-8+ Lt. Gen.|OF-8
Lieutenant General|OF-8 Lt Gen|OF-8 Vice Adm.|OF-8 Rear Admiral|OF-7 Air Marshal|OF-8 Brig.|OF-6 Commodore|OF-6 Col.|OF-5
Senior Colonel|OF-5+ Captain (Navy)|OF-5 General of the Army|OF-10 Colonel General|OF-9 Lt Cdr|OF-3 Maj|OF-3"""
MUST_TYPE = """Minister of National Defence=MIL minister;Defense Minister=MIL minister;Secretary of Defense=MIL minister
Secretary of State=GOV minister;Raksha Mantri=MIL minister;Chief of the General Staff=MIL chief-of-defence
Chief of Defence Forces=MIL chief-of-defence;Chief of Naval Staff=MIL service-chief;Permanent Secretary=GOV deputy-minister
Prime Minister=GOV head-of-government;President=GOV head-of-state;Taoiseach=GOV head-of-government;King=GOV head-of-state
Foreign Minister=GOV minister;Minister of Foreign Affairs=GOV minister;Ambassador=GOV ambassador
Defence Attaché=MIL attache;Military Attache=MIL attache;High Commissioner=GOV ambassador
Commissioner of Police=COP director;General Secretary=PTY director;spokesperson=GOV spokesperson
Special Envoy=GOV ambassador;Ministry of National Defence=MIL;defence ministry=MIL;Ministry of Public Security=COP
Interior Minister=COP minister;Minister of Public Security=COP minister;Foreign Ministry=GOV;Department of Defense=MIL
People's Army=MIL;navy=MIL;coast guard=COP;border guard=MIL;armed forces=MIL;troops=MIL;embassy=GOV;parliament=LEG
National Assembly=LEG;Congress=LEG;government=GOV;police=COP;Central Military Commission=MIL;Communist Party=PTY
Politburo=PTY;frigate=MIL;destroyer=MIL;warship=MIL;battalion=MIL;garrison=MIL;field hospital=MIL"""

results = {True: 0, False: 0, "skipped": 0}


def check(what, problems):
    """Print one line; problems is an iterable of what is wrong, empty where all is well."""
    problems = list(problems)
    results[not problems] += 1
    if problems:
        shown = "; ".join(map(str, problems[:8])) + (f"; and {len(problems) - 8} more" if len(problems) > 8 else "")
        print(f"FAIL  {what}: {shown}")
    else:
        print(f"ok    {what}")


def skip(what, why):
    results["skipped"] += 1
    print(f"skip  {what}: {why}")


def fold(form):
    """What the matcher compares: case, diacritics and the typographic apostrophe folded."""
    return "".join(c for c in unicodedata.normalize("NFKD", form.replace("’", "'")) if not unicodedata.combining(c)).casefold()


def split(field):
    return field.split("|") if field else []


def notes(row):
    return [item.strip() for item in row["note"].split(";")] if row["note"] else []


def read_tables():
    tables, wrong = {}, []
    for name, columns in COLUMNS.items():
        path, columns = WORLD / f"{name}.tsv", columns.split()
        if not path.exists():
            wrong.append(f"{name}.tsv is missing")
            tables[name] = []
            continue
        raw = path.read_bytes()
        if b"\r" in raw or b"\0" in raw or not raw.endswith(b"\n"):
            wrong.append(f"{name}.tsv: line ends")
        lines = raw.decode("utf-8").splitlines()
        head = [line for line in lines if line.startswith("#")]
        if len(head) < 3 or head[-1] != "#" + "\t".join(columns) or lines[:len(head)] != head:
            wrong.append(f"{name}.tsv: header comment or its columns")
        rows = []
        for number, line in enumerate(lines[len(head):], len(head) + 1):
            fields = line.split("\t")
            if len(fields) != len(columns):
                wrong.append(f"{name}.tsv:{number}: {len(fields)} columns")
            elif any(f != " ".join(f.split()) or "||" in f or f.startswith("|") or f.endswith("|") for f in fields):
                wrong.append(f"{name}.tsv:{number}: blanks or empty list items")
            else:
                rows.append(dict(zip(columns, fields)))
        if len({tuple(r.values()) for r in rows}) != len(rows):
            wrong.append(f"{name}.tsv: the same row twice")
        tables[name] = rows
    check(f"{len(COLUMNS)} tables: header, tabs, columns, UTF-8, no row twice", wrong)
    return tables


def check_states(states):
    by_code = {r["code"]: r for r in states}
    count = {s: sum(r["status"] == s for r in states) for s in ("member", "observer", "other", "former")}
    check("193 members", [] if count["member"] == 193 else [count["member"]])
    check("2 observers: VAT, PSE", {"VAT", "PSE"} ^ {r["code"] for r in states if r["status"] == "observer"})
    check("status is known", (r["code"] for r in states if r["status"] not in count))
    others = "XKX TWN ESH COK NIU HKG MAC".split()
    check("other entities are there: " + " ".join(others), (c for c in others if by_code.get(c, {}).get("status") != "other"))
    check("state codes and alpha-2 codes are unique and well formed",
          [r["code"] for r in states if not re.fullmatch("[A-Z]{3}", r["code"]) or not re.fullmatch("[A-Z]{2}", r["alpha2"])]
          + ([] if len(by_code) == len(states) else ["code twice"])
          + ([] if len({r["alpha2"] for r in states if r["status"] != "former"}) + count["former"] == len(states) else ["alpha-2 twice"]))
    check("states are sorted by code", [] if list(by_code) == sorted(by_code) else ["order"])
    check("neighbours exist and are mutual", (f"{r['code']}-{n}" for r in states for n in split(r["neighbours"])
                                             if n == r["code"] or r["code"] not in split(by_code.get(n, {"neighbours": ""})["neighbours"])))
    check("states' coordinates are in range",
          (r["code"] for r in states if not (abs(float(r["latitude"])) <= 90 and abs(float(r["longitude"])) <= 180)))
    check("every state has name, official name, capital and region",
          (r["code"] for r in states if r["status"] in ("member", "observer") and not all(r[c] for c in ("name", "official", "capital", "region"))))
    return by_code


def check_names(names, by_code):
    check("names: codes and kinds are known", (f"{r['code']} {r['form']}" for r in names if r["code"] not in by_code or r["kind"] not in NAME_KINDS))
    have = {(r["code"], r["kind"]) for r in names}
    check("kinds are symmetrical: every member and observer has " + ", ".join(EVERY_STATE_HAS),
          (f"{c} {k}" for c, r in by_code.items() if r["status"] in ("member", "observer") for k in EVERY_STATE_HAS if (c, k) not in have))
    kinds = {(r["code"], r["kind"], r["form"]) for r in names}
    check("states.tsv and state_names.tsv agree on name, official name and capitals",
          (f"{c} {f}" for c, r in by_code.items() for k, fs in (("name", [r["name"]]), ("official", [r["official"]]), ("capital", split(r["capital"])))
           for f in fs if (c, k, f) not in kinds))
    codes, unmarked = {}, []
    for r in names:
        codes.setdefault(fold(r["form"]), set()).add(r["code"])
    for r in names:
        if len(codes[fold(r["form"])]) > 1 and "ambiguous" not in notes(r):
            unmarked.append(f"{r['code']} {r['form']} ({' '.join(sorted(codes[fold(r['form'])]))})")
    check("a form of two states is marked ambiguous in each of its rows", unmarked)
    check("ambiguous rows say what else", (f"{r['code']} {r['form']}" for r in names if "ambiguous" in notes(r) and "or=" not in r["note"]))
    mark = {}
    for r in names:
        mark.setdefault(r["form"], []).append("ambiguous" in notes(r))
    check("known ambiguous forms are marked", (f for f in MUST_BE_AMBIGUOUS if not mark.get(f) or not all(mark[f])))
    check("known clear forms resolve to one state", (f for f in MUST_BE_CLEAR if not mark.get(f) or any(mark[f]) or len(codes[fold(f)]) != 1))
    check("at most one state is likely for a form", (f for f in mark if sum("likely" in notes(r) for r in names if r["form"] == f and r["kind"] != "demonym-noun") > 1))
    wanted = [(line.split(": ")[0], form) for line in MUST_NAME.strip().splitlines() for form in line.split(": ")[1].split("|")]
    there = {(r["code"], r["form"]) for r in names}
    check(f"{len(wanted)} forms met in newswire are there", (f"{c} {f}" for c, f in wanted if (c, f) not in there))
    check("abbreviations match case", (f"{r['code']} {r['form']}" for r in names if r["kind"] == "abbreviation" and "case" not in notes(r)))
    sectors = [n.split("=")[1] for r in names for n in notes(r) if n.startswith("sector=")]
    check("metonyms' sectors are PLOVER's", (s for s in sectors if s not in SECTORS))


def day(text, last):
    """The first or last day of YYYY, YYYY-MM or YYYY-MM-DD."""
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return datetime.date(*parts)
    if len(parts) == 2:
        following = datetime.date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return following - datetime.timedelta(1) if last else datetime.date(*parts, 1)
    return datetime.date(parts[0], 12, 31) if last else datetime.date(parts[0], 1, 1)


def bad_date(text):
    try:
        return bool(text) and (not re.fullmatch(r"\d{4}(-\d\d){0,2}", text) or not day(text, False))
    except ValueError:
        return True


def check_groups(groups, by_code, organisations):
    known = set(by_code) | {r["code"] for r in organisations}
    statuses = set("member observer partner associate invited suspended contested".split())
    check("groups: codes and statuses are known", (f"{r['group']} {r['code']}" for r in groups if r["code"] not in known or r["status"] not in statuses))
    wrong = [f"{r['group']} {r['code']}" for r in groups if not r["from"] or bad_date(r["from"]) or bad_date(r["to"])]
    check("groups: dates are well formed", wrong)
    if wrong:
        return
    check("groups: no membership ends before it begins", (f"{r['group']} {r['code']}" for r in groups if r["to"] and day(r["to"], True) < day(r["from"], False)))
    overlap, seen = [], {}
    for r in sorted(groups, key=lambda r: r["from"]):
        key = (r["group"], r["code"], r["status"])
        if key in seen and (not seen[key] or day(seen[key], True) >= day(r["from"], False)):
            overlap.append(" ".join(key))
        seen[key] = r["to"]
    check("groups: periods of one membership do not overlap", overlap)
    for group, date, number in MUST_COUNT:
        at = datetime.date.fromisoformat(date)
        members = {r["code"] for r in groups if r["group"] == group and r["status"] == "member"
                   and day(r["from"], False) <= at and (not r["to"] or at <= day(r["to"], True))}
        check(f"{group} has {number} members on {date}", [] if len(members) == number else [len(members)])
    members = {c for c, r in by_code.items() if r["status"] == "member"}
    check("the members of the UN are the members of states.tsv",
          members ^ {r["code"] for r in groups if r["group"] == "UN" and r["status"] == "member" and not r["to"]})


def check_bodies(tables, by_code):
    organisations, groups = tables["organisations"], {r["group"] for r in tables["groups"]}
    codes = {r["code"] for r in organisations}
    check("organisations: codes are unique and no state's", ([] if len(codes) == len(organisations) else ["twice"]) + sorted(codes & set(by_code)))
    check("organisations: sector, kind and state are known",
          (r["code"] for r in organisations if r["sector"] not in SECTORS or r["kind"] not in ("group", "organisation", "agency")
           or (r["state"] and r["state"] not in by_code)))
    wanted = "UN UNSC UNGA UNDPO UNHCR WFP UNICEF IAEA WHO ASEAN EU NATO AU ICRC INTERPOL ASEANAPOL OSCE OAS ECOWAS SADC IGAD SCO " \
             "CSTO GCC LAS QUAD AUKUS OPCW ICC ICJ WB IMF MSF HALO MAG NPA TALIBAN HAMAS HEZBOLLAH HOUTHIS ISIS ALSHABAAB BOKOHARAM " \
             "M23 RSF FARC ELN PKK"
    check("organisations: the usual ones are there", (c for c in wanted.split() if c not in codes))
    check("every group of groups.tsv is named somewhere",
          (g for g in groups if g not in codes | {"UNSC-P5", "ADMM", "ADMM-Plus", "EAS", "ARF"}))
    for table in ("organisations", "forums", "exercises", "missions"):
        owner, twice = {}, []
        for r in tables[table]:
            for form in {fold(f) for f in [r["name"]] + split(r["forms"])}:
                if owner.setdefault(form, r["code"]) != r["code"]:
                    twice.append(f"{form} ({owner[form]}, {r['code']})")
        check(f"{table}: codes are unique, no form belongs to two", twice + ([] if len({r["code"] for r in tables[table]}) == len(tables[table]) else ["code twice"]))
    known = set(by_code) | codes | groups | {"pair"}
    for table in ("forums", "exercises"):
        check(f"{table}: members are known", (f"{r['code']} {m}" for r in tables[table] for m in split(r["members"]) if m not in known))
    kinds = set("ministerial chiefs officials experts summit dialogue exhibition sports".split())
    check("forums: kind is known, first is a year", (r["code"] for r in tables["forums"] if r["kind"] not in kinds or not re.fullmatch(r"(\d{4})?", r["first"])))
    missions = tables["missions"]
    check("missions: organisations and countries are known",
          (r["code"] for r in missions if (r["organisation"] and r["organisation"] not in known) or any(c not in by_code for c in split(r["country"]))))
    check("missions: dates are well formed and in order",
          (r["code"] for r in missions if bad_date(r["start"]) or bad_date(r["end"]) or (r["end"] and day(r["end"], True) < day(r["start"], False))))
    number = sum(r["organisation"] == "UN" and not r["note"] for r in missions)
    check("71 peacekeeping operations of the United Nations", [] if number == 71 else [number])
    check("a state's organisation or party is not named like a state",
          sorted({fold(r["name"]) for r in organisations} & {fold(r["form"]) for r in tables["state_names"] if "ambiguous" not in notes(r)}))


def check_words(tables, by_code):
    ranks, offices, organs = tables["ranks"], tables["offices"], tables["organs"]
    levels = re.compile(r"OF-(10|[1-9]\+?)|OR-[1-9]|TITLE|RETIRED|STATUS")
    check("ranks: level, service and sector are known",
          (r["form"] for r in ranks if not levels.fullmatch(r["level"]) or r["service"] not in ("army", "navy", "air", "police", "coastguard", "any")
           or r["sector"] not in ("MIL", "COP", "")))
    check("ranks: police and coast guard are COP, forces MIL",
          (r["form"] for r in ranks if r["service"] != "any" and (r["sector"] == "COP") != (r["service"] in ("police", "coastguard"))))
    level_of = {}
    for r in ranks:
        level_of.setdefault(r["form"], set()).add(r["level"])
    wanted = [w.rsplit("|", 1) for w in re.split(r"(?<=OF-\d)\s|(?<=OF-\d\d)\s|(?<=\+)\s", MUST_RANK)]
    check(f"ranks: {len(wanted)} spellings met in stories have their level", (f for f, l in wanted if l not in level_of.get(f, ())))
    check("ranks: a form of two levels is marked ambiguous", (r["form"] for r in ranks if len(level_of[r["form"]]) > 1 and "ambiguous" not in notes(r)))
    office_levels = set("head-of-state head-of-government minister deputy-minister chief-of-defence service-chief director ambassador "
                        "attache commander spokesperson".split())
    check("offices: sector, level and kind are known",
          (r["form"] for r in offices if (r["sector"] and r["sector"] not in SECTORS) or r["kind"] not in ("office", "organ")
           or (r["kind"] == "office") != (r["level"] in office_levels)))
    typed = {r["form"].casefold(): (r["sector"] + " " + r["level"]).strip() for r in offices}
    check("offices: no form twice", [] if len(typed) == len(offices) else [len(offices) - len(typed)])
    check("offices: both spellings of defence are there, and alike",
          (r["form"] for r in offices if "efence" in r["form"] and typed.get(r["form"].casefold().replace("defence", "defense")) != typed[r["form"].casefold()]))
    wanted = [w.split("=") for w in re.split("[;\n]", MUST_TYPE)]
    check(f"offices: {len(wanted)} offices and organs are typed as the codebook says", (f"{f}: {typed.get(f.casefold())}" for f, t in wanted if typed.get(f.casefold()) != t))
    check("organs: state and sector are known", (r["form"] for r in organs if r["code"] not in by_code or r["sector"] not in SECTORS))
    owner = {}
    for r in organs:
        owner.setdefault(r["form"], set()).add((r["code"], r["sector"]))
    check("organs: a form of two states is marked ambiguous", (r["form"] for r in organs if len(owner[r["form"]]) > 1 and "ambiguous" not in notes(r)))
    wanted = {"Bundeswehr": ("DEU", "MIL"), "Knesset": ("ISR", "LEG"), "State Duma": ("RUS", "LEG"), "IDF": ("ISR", "MIL"), "PLA": ("CHN", "MIL"),
              "Tatmadaw": ("MMR", "MIL"), "Rajya Sabha": ("IND", "LEG"), "FBI": ("USA", "COP"), "Carabinieri": ("ITA", "COP"),
              "Guardia Civil": ("ESP", "COP"), "Verkhovna Rada": ("UKR", "LEG"), "Bundestag": ("DEU", "LEG"), "Rosoboronexport": ("RUS", "BUS"),
              "Viettel": ("VNM", "BUS"), "Lockheed Martin": ("USA", "BUS"), "Bundespolizei": ("DEU", "COP"), "Revolutionary Guards": ("IRN", "MIL")}
    check("organs: well-known ones have their state and sector", (f for f, t in wanted.items() if t not in owner.get(f, ())))
    check("organs: every member state has at least one, or generic words serve",
          [] if sum(c in {r["code"] for r in organs} for c, r in by_code.items() if r["status"] == "member") >= 150 else ["fewer than 150"])
    order_codes = [r["code"] for r in tables["name_orders"]]
    check("name orders: each code once, all of them",
          set(order_codes) ^ {c for c, r in by_code.items() if r["status"] != "former"} or ([] if len(set(order_codes)) == len(order_codes) else ["twice"]))


def check_leaders(leaders, by_code, organisations):
    offices = {"head-of-state", "head-of-government", "foreign minister", "defence minister", "interior minister", "party leader",
               "head of the organisation"}
    known = set(by_code) | {r["code"] for r in organisations}
    check("leaders: code, office, sector and years are sound",
          (r["name"] for r in leaders if r["code"] not in known or r["office"] not in offices or r["sector"] not in SECTORS
           or not re.fullmatch(r"\d{4}", r["from"]) or not re.fullmatch(r"(\d{4})?", r["to"]) or (r["to"] and r["to"] < r["from"])))
    check("leaders: every member state has at least one",
          {c for c, r in by_code.items() if r["status"] == "member"} - {r["code"] for r in leaders})
    owner = {}
    for r in leaders:
        for form in split(r["forms"]):
            owner.setdefault(fold(form), set()).add(r["name"])
    check("leaders: a form of two persons is marked ambiguous",
          (f"{r['name']}: {f}" for r in leaders for f in split(r["forms"]) if len(owner[fold(f)]) > 1 and f not in r["note"]))


def check_places(tables, by_code):
    towns, extra = tables["places"], tables["places_extra"]
    check("places: country, kind and numbers are sound",
          (r["name"] for r in towns if r["country"] not in by_code or r["kind"] not in ("capital", "seat", "town") or not r["population"].isdigit()
           or not (abs(float(r["latitude"])) <= 90 and abs(float(r["longitude"])) <= 180)))
    check("places: at least 20,000 towns, and at most 1.5 MB", [] if len(towns) > 20000 and (WORLD / "places.tsv").stat().st_size <= 1500000 else [len(towns)])
    check("places: the ascii column is ASCII where the name has Latin letters with marks",
          (r["name"] for r in towns if not (r["ascii"] or r["name"]).isascii()))
    kinds = set("sea strait river lake island province region contested town base site crossing".split())
    check("places_extra: kind and countries are known",
          (r["id"] for r in extra if r["kind"] not in kinds or any(c not in by_code for c in split(r["country"])) or (r["kind"] == "crossing") != ("|" in r["country"])))
    check("places_extra: ids are unique, coordinates in range",
          ([] if len({r["id"] for r in extra}) == len(extra) else ["twice"]) + [r["id"] for r in extra if not (abs(float(r["latitude"])) <= 90 and abs(float(r["longitude"])) <= 180)])
    check("places_extra: contested places have no country", (r["id"] for r in extra if r["kind"] == "contested" and r["country"]))
    owner, twice = {}, []
    for r in extra:
        for form in {fold(f) for f in [r["name"]] + split(r["aliases"])}:
            owner.setdefault(form, []).append(r)
    for form, rows in owner.items():
        if len(rows) > 1 and not all("ambiguous" in r["note"] for r in rows):
            twice.append(f"{form} ({' '.join(r['id'] for r in rows)})")
    check("places_extra: no form belongs to two places unmarked", twice)
    where = {}
    for r in towns:
        for form in (r["name"], r["ascii"]):
            where.setdefault(fold(form), []).append((r["country"], float(r["latitude"]), float(r["longitude"])))
    for r in extra:
        for form in [r["name"]] + split(r["aliases"]):
            for country in split(r["country"]) or [None]:
                where.setdefault(fold(form), []).append((country, float(r["latitude"]), float(r["longitude"])))
    spellings = {}
    for r in tables["state_names"]:
        if r["kind"] == "capital":
            spellings.setdefault(r["code"], []).append(r["form"])
    missing = []
    for code, state in by_code.items():
        for capital in split(state["capital"]) if state["status"] != "former" else []:
            forms = [capital] + (spellings.get(code, []) if len(split(state["capital"])) == 1 else [])
            if not any(country in (code, None) for f in forms for country, _, _ in where.get(fold(f), [])):
                missing.append(f"{code} {capital}")
    check("every capital has coordinates", missing)
    far = []
    for r in towns:
        if r["kind"] == "capital" and r["country"] in by_code:
            state = by_code[r["country"]]
            if abs(float(r["latitude"]) - float(state["latitude"])) > 25:
                far.append(f"{r['country']} {r['name']}")
    check("capitals lie in the latitudes of their states", far)


def check_against_iso_codes(by_code):
    if not ISO_CODES.exists():
        return skip("Debian iso-codes", "not installed")
    iso = {e["alpha_3"]: e for e in json.loads(ISO_CODES.read_text(encoding="utf-8"))["3166-1"]}
    ours = {c for c, r in by_code.items() if r["status"] != "former"} - {"XKX"}
    check("iso-codes: every code of ours is in ISO 3166-1", ours - set(iso))
    check("iso-codes: alpha-2 codes agree", (c for c in ours & set(iso) if iso[c]["alpha_2"] != by_code[c]["alpha2"]))
    left_out = set("ATF BVT GRL HMD SGS UMI".split())
    check("iso-codes: every code of ISO 3166-1 is ours, uninhabited ones apart", set(iso) - ours - left_out)
    former = json.loads((ISO_CODES.parent / "iso_3166-3.json").read_text(encoding="utf-8"))["3166-3"]
    check("iso-codes: former states are in ISO 3166-3", {c for c, r in by_code.items() if r["status"] == "former"} - {e["alpha_3"] for e in former})
    return iso


def check_names_against(what, other, tables, by_code):
    """other: code to a list of names. At least one of them must resolve to the code by our forms."""
    forms = {}
    for r in tables["state_names"]:
        forms.setdefault(fold(r["form"]), set()).add(r["code"])
    bare = lambda n: re.sub(r"^the ", "", fold(n.split(" (")[0].replace(" and ", " and ")))
    missing = []
    for code, names in other.items():
        if code in by_code and not any(code in forms.get(f, ()) for n in names for f in (fold(n), bare(n), bare(n.split(",")[0]))):
            missing.append(f"{code} {names}")
    check(f"{what}: a name of each entity resolves to its code", missing)


def npm_names():
    missing = program.without_npm()
    if missing:
        return None, missing
    data = program.NODE_MODULES / NPM_PACKAGE
    english = json.loads((data / "langs/en.json").read_text(encoding="utf-8"))["countries"]
    codes = {a2: a3 for a2, a3, *_ in json.loads((data / "codes.json").read_text(encoding="utf-8"))}
    return {codes[a2]: n if isinstance(n, list) else [n] for a2, n in english.items() if a2 in codes}, ""


def main():
    tables = read_tables()
    by_code = check_states(tables["states"])
    check_names(tables["state_names"], by_code)
    check_groups(tables["groups"], by_code, tables["organisations"])
    check_bodies(tables, by_code)
    check_words(tables, by_code)
    check_leaders(tables["leaders"], by_code, tables["organisations"])
    check_places(tables, by_code)
    iso = check_against_iso_codes(by_code)
    if iso:
        check_names_against("iso-codes", {c: [e.get("common_name", e["name"]), e["name"], e.get("official_name", e["name"])] for c, e in iso.items()},
                            tables, by_code)
    names, why = npm_names()
    if names is None:
        skip(NPM_PACKAGE, why)
    else:
        check_names_against(NPM_PACKAGE, names, tables, by_code)
    skipped = f", {results['skipped']} skipped" if results["skipped"] else ""
    print(f"{results[True]} passed, {results[False]} failed{skipped}")
    return 1 if results[False] else 0


if __name__ == "__main__":
    sys.exit(main())
