-- schema_2.sql - what version 2 adds to schema.sql.

-- What was sent to a mission: the unit and its rotation, as the sentences of the act name them.
CREATE TABLE deployment (
    act INTEGER PRIMARY KEY,
    unit TEXT NOT NULL,         -- '': not named
    rotation INTEGER
) STRICT;
