-- coding.sql - double coding: samples, and what each coder answered on each record of one. Kept apart
-- from judgements, since answers given blind are a measurement and change nothing.
CREATE TABLE IF NOT EXISTS coding_sample (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    seed INTEGER NOT NULL,
    made TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS coding_item (
    sample INTEGER NOT NULL REFERENCES coding_sample,
    ordinal INTEGER NOT NULL,
    record TEXT NOT NULL,       -- record.id
    PRIMARY KEY (sample, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS coding_answer (
    sample INTEGER NOT NULL REFERENCES coding_sample,
    record TEXT NOT NULL,
    coder TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,        -- of lists: sorted, with a comma between
    made TEXT NOT NULL,
    PRIMARY KEY (sample, record, coder, field)
) STRICT, WITHOUT ROWID;
