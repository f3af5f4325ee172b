-- schema.sql - the one file in which an archive lives: version 1, which schema_2.sql adds to.
--
-- Three kinds of tables. Coded: run, document, input, record and what hangs on a record; nothing in
-- them is ever overwritten, a later run closes a version (run_to) and adds another. Judged: judgement,
-- what a person decided, anchored by the record's id and a quotation. Derived: everything below
-- "The register", emptied and computed again from the other two by att_register_update.
--
-- Dates are ISO text (YYYY-MM-DD), so that they sort and strftime() reads them; NULL is open or unknown.
-- Offsets are bytes of document.text. Read records through the views record_now, participant_now and
-- field_now: they leave out closed versions and rejected records and show corrected values.

CREATE TABLE run (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('code', 'import')),
    version TEXT NOT NULL,      -- of the program
    codebook INTEGER NOT NULL,
    data_hash TEXT NOT NULL,    -- of the rules, tables and model
    started TEXT NOT NULL,
    finished TEXT               -- NULL: still running, or interrupted
) STRICT;

CREATE TABLE document (
    number INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,  -- SHA-256 of the text: the same story twice is one document
    kind TEXT NOT NULL CHECK (kind IN ('story', 'import')),
    name TEXT NOT NULL,         -- its own id, or the file's name
    date TEXT,
    title TEXT NOT NULL,
    agency TEXT NOT NULL,       -- as dateline or source line name it, or ''
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    text TEXT NOT NULL,
    first_run INTEGER NOT NULL REFERENCES run,
    last_run INTEGER NOT NULL REFERENCES run -- the run that coded it last
) STRICT;
CREATE INDEX document_date ON document (date);

CREATE TABLE part (
    document INTEGER NOT NULL REFERENCES document,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    PRIMARY KEY (document, ordinal)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE document_text USING fts5 (
    title, text, content = 'document', content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 2');

-- The manifest: what became of every input of every run.
CREATE TABLE input (
    run INTEGER NOT NULL REFERENCES run,
    name TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('coded', 'empty', 'duplicate', 'skipped', 'failed')),
    reason TEXT NOT NULL,
    document INTEGER REFERENCES document,
    PRIMARY KEY (run, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX input_document ON input (document);

-- One row for each version of a record. The version of run R: run_from <= R and
-- (run_to IS NULL or run_to > R). run_to NULL: current.
CREATE TABLE record (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,           -- hash of document, kind, anchor and codebook: survives coding again
    document INTEGER NOT NULL REFERENCES document,
    ordinal INTEGER NOT NULL,   -- place in the document's list
    run_from INTEGER NOT NULL REFERENCES run,
    run_to INTEGER REFERENCES run,
    change TEXT NOT NULL CHECK (change IN ('added', 'changed')),
    digest TEXT NOT NULL,       -- of all that is coded: equal digests, equal versions
    kind TEXT NOT NULL CHECK (kind IN ('event', 'commitment', 'claim')),
    activity TEXT NOT NULL,
    plover TEXT NOT NULL,
    mode TEXT NOT NULL,
    time TEXT NOT NULL,         -- EDTF, or ''
    basis TEXT NOT NULL,
    first_date TEXT,
    last_date TEXT,
    place TEXT,                 -- as written; NULL: no place
    country TEXT,               -- '' for the high sea and contested places
    latitude REAL,
    longitude REAL,
    instrument TEXT,            -- as written; NULL: none
    instrument_code TEXT,
    instrument_kind TEXT,
    instrument_country TEXT,
    edition INTEGER,
    year INTEGER,
    status TEXT,                -- events: done, ongoing, cancelled
    recalled INTEGER NOT NULL,
    force TEXT,                 -- commitments: agreed, planned, directed, proposed
    form TEXT,                  -- claims: figure, achievement
    rule TEXT NOT NULL,
    confidence REAL NOT NULL,
    UNIQUE (id, run_from)
) STRICT;
CREATE INDEX record_document ON record (document);
CREATE INDEX record_run_to ON record (run_to);

CREATE TABLE participant (
    record INTEGER NOT NULL REFERENCES record,
    role TEXT NOT NULL CHECK (role IN ('actor', 'recipient', 'speaker')),
    ordinal INTEGER NOT NULL,
    code TEXT NOT NULL,
    sector TEXT NOT NULL,
    name TEXT NOT NULL,
    office TEXT NOT NULL,
    text TEXT NOT NULL,
    level INTEGER NOT NULL,     -- of the office: 1 highest, 0 unknown
    PRIMARY KEY (record, role, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_code ON participant (code);

CREATE TABLE field (
    record INTEGER NOT NULL REFERENCES record,
    field TEXT NOT NULL,
    PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE quantity (
    record INTEGER NOT NULL REFERENCES record,
    ordinal INTEGER NOT NULL,
    number REAL NOT NULL,
    bound TEXT NOT NULL,        -- = > >= < ~
    unit TEXT NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (record, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
    record INTEGER NOT NULL REFERENCES record,
    ordinal INTEGER NOT NULL,   -- 0 carries it best
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    quote TEXT NOT NULL,
    PRIMARY KEY (record, ordinal)
) STRICT, WITHOUT ROWID;

-- What a person decided. Undone ones stay, with the time of undoing.
CREATE TABLE judgement (
    number INTEGER PRIMARY KEY,
    record TEXT NOT NULL,       -- record.id
    verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'reject', 'correct', 'merge', 'split', 'note')),
    field TEXT NOT NULL,        -- correct: what is corrected; else ''
    value TEXT NOT NULL,        -- correct: the right value; note: the note; else ''
    was TEXT NOT NULL,          -- correct: the coded value when it was judged
    other TEXT NOT NULL,        -- merge, split: the other record.id
    document TEXT NOT NULL,     -- document.hash
    start INTEGER NOT NULL,     -- the evidence judged on
    end INTEGER NOT NULL,
    quote TEXT NOT NULL,
    author TEXT NOT NULL,
    made TEXT NOT NULL,
    undone TEXT
) STRICT;
CREATE INDEX judgement_record ON judgement (record);

-- Dated memberships: from data/world/groups.tsv and the user's own.
CREATE TABLE membership (
    grp TEXT NOT NULL,
    code TEXT NOT NULL,
    first_date TEXT,
    last_date TEXT,
    status TEXT NOT NULL,
    PRIMARY KEY (grp, code, first_date, status)
) STRICT;

-- How newswire names the states, from data/world/state_names.tsv: what in a mechanism's name is only
-- the names of its parties.
CREATE TABLE state_name (
    code TEXT NOT NULL,
    name TEXT NOT NULL,         -- folded
    PRIMARY KEY (code, name)
) STRICT, WITHOUT ROWID;

-- ---- The register: derived, never edited -----------------------------------------------------

-- Judgements as they apply to the current versions.
CREATE TABLE judged (           -- the record that a judgement is about now
    judgement INTEGER PRIMARY KEY REFERENCES judgement,
    record INTEGER NOT NULL,
    other INTEGER               -- merge, split
) STRICT;
CREATE TABLE judgement_conflict ( -- judgements that fit no longer, for a person to look at
    judgement INTEGER PRIMARY KEY REFERENCES judgement,
    reason TEXT NOT NULL
) STRICT;
CREATE TABLE rejected (record INTEGER PRIMARY KEY) STRICT;
CREATE TABLE correction (       -- one row for each corrected column of a record
    record INTEGER NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE participant_correction ( -- replaces all participants of the role
    record INTEGER NOT NULL,
    role TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    code TEXT NOT NULL,
    sector TEXT NOT NULL,
    PRIMARY KEY (record, role, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE field_correction ( -- replaces all fields of the record
    record INTEGER NOT NULL,
    field TEXT NOT NULL,
    PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID;

-- Where a story comes from. Stories with one `source` count as one source.
CREATE TABLE origin (
    document INTEGER PRIMARY KEY,
    agency TEXT NOT NULL,       -- the originating agency, or ''
    source TEXT NOT NULL,       -- what counts as one: agency, else publisher, else the copied story
    copy_of INTEGER,            -- the earliest story that it copies or rewrites
    similarity REAL             -- estimated share of common text with it
) STRICT;
CREATE INDEX origin_source ON origin (source);

-- An act: one event, with the records that report it.
CREATE TABLE act (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,    -- the id of its first record
    record INTEGER NOT NULL,    -- the record that tells it best
    activity TEXT NOT NULL,
    status TEXT NOT NULL,
    first_date TEXT,
    last_date TEXT,
    place TEXT,
    country TEXT,
    instrument TEXT,
    mechanism INTEGER,
    reports INTEGER NOT NULL,   -- records
    documents INTEGER NOT NULL,
    sources INTEGER NOT NULL,   -- independent ones
    disputed INTEGER NOT NULL,  -- disagreeing figures or dates among its reports
    level INTEGER NOT NULL      -- the highest level of an office-holder in it; 0 unknown
) STRICT;
CREATE INDEX act_date ON act (first_date);
CREATE TABLE report (
    record INTEGER PRIMARY KEY,
    act INTEGER NOT NULL,
    joined INTEGER,             -- the record that it was found to tell the same as; NULL: the first
    score REAL NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX report_act ON report (act);
CREATE TABLE act_participant (
    act INTEGER NOT NULL,
    role TEXT NOT NULL,
    code TEXT NOT NULL,
    sector TEXT NOT NULL,
    level INTEGER NOT NULL,
    PRIMARY KEY (act, role, code, sector)
) STRICT, WITHOUT ROWID;
CREATE INDEX act_participant_code ON act_participant (code);
CREATE TABLE act_field (
    act INTEGER NOT NULL,
    field TEXT NOT NULL,
    PRIMARY KEY (act, field)
) STRICT, WITHOUT ROWID;

-- Two figures that cannot both be right, side by side.
CREATE TABLE disagreement (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,         -- report: of one act; claim: of one line
    act INTEGER,
    line INTEGER,
    a INTEGER NOT NULL,         -- records, the earlier first
    b INTEGER NOT NULL,
    what TEXT NOT NULL,         -- the unit, or 'date'
    a_value TEXT NOT NULL,
    b_value TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

-- Persons in office, as the stories show them.
CREATE TABLE person (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,         -- the fullest variant
    code TEXT NOT NULL
) STRICT;
CREATE TABLE person_name (
    person INTEGER NOT NULL,
    name TEXT NOT NULL,
    records INTEGER NOT NULL,
    PRIMARY KEY (person, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE person_office (
    person INTEGER NOT NULL,
    office TEXT NOT NULL,
    sector TEXT NOT NULL,
    first_date TEXT,            -- days on which the office is seen, not of the appointment
    last_date TEXT,
    records INTEGER NOT NULL,
    PRIMARY KEY (person, office, sector)
) STRICT, WITHOUT ROWID;

-- Standing mechanisms, forums, exercises, missions, agreements, resolutions.
CREATE TABLE mechanism (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,         -- without its edition
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    parties TEXT NOT NULL,      -- codes, sorted, with a space between; '' for an organisation's
    records INTEGER NOT NULL,
    first_date TEXT,
    last_date TEXT
) STRICT;
CREATE TABLE mechanism_record (
    record INTEGER PRIMARY KEY,
    mechanism INTEGER NOT NULL
) STRICT;
CREATE INDEX mechanism_record_mechanism ON mechanism_record (mechanism);
CREATE TABLE edition (
    mechanism INTEGER NOT NULL,
    edition INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'planned', 'cancelled', 'missing')),
    act INTEGER,
    record INTEGER,
    first_date TEXT,
    last_date TEXT,
    PRIMARY KEY (mechanism, edition)
) STRICT, WITHOUT ROWID;

-- The ledger: an undertaking, with the commitments that state and repeat it.
CREATE TABLE undertaking (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,    -- the id of its first record
    record INTEGER NOT NULL,    -- the first record
    activity TEXT NOT NULL,
    force TEXT NOT NULL,        -- the strongest: agreed, planned, directed, proposed
    term_first TEXT,
    term_last TEXT,
    first_date TEXT,            -- of the stories that state it
    last_date TEXT,
    times INTEGER NOT NULL,     -- independent sources and dates that state it
    status TEXT NOT NULL CHECK (status IN
        ('open', 'evidence found', 'done', 'overdue', 'cancelled', 'superseded')),
    reason TEXT NOT NULL,
    evidence_date TEXT,         -- of the first evidence
    searched INTEGER NOT NULL,  -- later stories in which evidence was sought
    searched_until TEXT
) STRICT;
CREATE TABLE undertaking_record (
    record INTEGER PRIMARY KEY,
    undertaking INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX undertaking_record_undertaking ON undertaking_record (undertaking);
CREATE TABLE outcome (
    undertaking INTEGER NOT NULL,
    record INTEGER NOT NULL,    -- the later record
    act INTEGER,                -- its act, for events
    kind TEXT NOT NULL CHECK (kind IN ('fulfils', 'postpones', 'cancels', 'supersedes')),
    score REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (undertaking, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX outcome_record ON outcome (record);

-- What was called off, and whether it was held or set again later.
CREATE TABLE resumption (
    act INTEGER NOT NULL,       -- the cancelled one
    record INTEGER NOT NULL,    -- the later record: an event, or a commitment with a new date
    later INTEGER,              -- its act, for events
    score REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (act, record)
) STRICT, WITHOUT ROWID;

-- A conference, resolution or plan as the parent of its tasks.
CREATE TABLE directive (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,         -- conference, resolution
    name TEXT NOT NULL,
    act INTEGER,
    mechanism INTEGER,
    first_date TEXT
) STRICT;
CREATE TABLE task (
    directive INTEGER NOT NULL,
    undertaking INTEGER NOT NULL,
    PRIMARY KEY (directive, undertaking)
) STRICT, WITHOUT ROWID;

-- A line of claims: one figure of one holder, as it is told again over the years.
CREATE TABLE claim_line (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,           -- the id of its first record
    holder TEXT NOT NULL,       -- codes, sorted
    activity TEXT NOT NULL,
    unit TEXT NOT NULL,         -- the class counted
    statements INTEGER NOT NULL, -- repetitions by the same speaker counted once
    records INTEGER NOT NULL,
    definition TEXT NOT NULL    -- what the register counts against it, or ''
) STRICT;
CREATE TABLE claim (
    record INTEGER NOT NULL,
    quantity INTEGER NOT NULL,  -- quantity.ordinal
    line INTEGER NOT NULL,
    speaker TEXT NOT NULL,
    number REAL NOT NULL,
    bound TEXT NOT NULL,
    unit TEXT NOT NULL,         -- as written: the scope
    first_date TEXT,
    last_date TEXT,
    repeats INTEGER,            -- the record that said the same before; NULL: new
    counted INTEGER,            -- by the register, on claim_line.definition
    difference REAL,            -- counted - claimed
    explanation TEXT NOT NULL,
    PRIMARY KEY (record, quantity)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_of_line ON claim (line);

CREATE TABLE register_state (   -- one row: what the register was computed from
    one INTEGER PRIMARY KEY CHECK (one = 1),
    changes INTEGER NOT NULL,   -- grows with every change to what it is computed from
    computed INTEGER NOT NULL,  -- `changes` at the last update
    until TEXT                  -- the last day of which there are stories
) STRICT;
INSERT INTO register_state VALUES (1, 0, -1, NULL);

-- ---- Views -----------------------------------------------------------------------------------

CREATE VIEW record_now AS
SELECT r.number, r.id, r.document, r.ordinal, r.run_from, r.kind,
    coalesce((SELECT value FROM correction c WHERE c.record = r.number AND c.field = 'activity'), r.activity) AS activity,
    coalesce((SELECT value FROM correction c WHERE c.record = r.number AND c.field = 'plover'), r.plover) AS plover,
    r.mode,
    coalesce((SELECT value FROM correction c WHERE c.record = r.number AND c.field = 'time'), r.time) AS time,
    r.basis,
    coalesce((SELECT value FROM correction c WHERE c.record = r.number AND c.field = 'first_date'), r.first_date) AS first_date,
    coalesce((SELECT value FROM correction c WHERE c.record = r.number AND c.field = 'last_date'), r.last_date) AS last_date,
    coalesce((SELECT value FROM correction c WHERE c.record = r.number AND c.field = 'place'), r.place) AS place,
    coalesce((SELECT value FROM correction c WHERE c.record = r.number AND c.field = 'country'), r.country) AS country,
    r.latitude, r.longitude,
    coalesce((SELECT value FROM correction c WHERE c.record = r.number AND c.field = 'instrument'), r.instrument) AS instrument,
    r.instrument_code, r.instrument_kind, r.instrument_country, r.edition, r.year,
    coalesce((SELECT value FROM correction c WHERE c.record = r.number AND c.field = 'status'), r.status) AS status,
    r.recalled,
    coalesce((SELECT value FROM correction c WHERE c.record = r.number AND c.field = 'force'), r.force) AS force,
    coalesce((SELECT value FROM correction c WHERE c.record = r.number AND c.field = 'form'), r.form) AS form,
    r.rule, r.confidence
FROM record r
WHERE r.run_to IS NULL AND r.number NOT IN (SELECT record FROM rejected);

CREATE VIEW participant_now AS
SELECT record, role, ordinal, code, sector, name, office, text, level FROM participant p
WHERE NOT EXISTS (SELECT 1 FROM participant_correction c WHERE c.record = p.record AND c.role = p.role)
UNION ALL
SELECT record, role, ordinal, code, sector, '', '', '', 0 FROM participant_correction;

CREATE VIEW field_now AS
SELECT record, field FROM field f
WHERE NOT EXISTS (SELECT 1 FROM field_correction c WHERE c.record = f.record)
UNION ALL
SELECT record, field FROM field_correction;
