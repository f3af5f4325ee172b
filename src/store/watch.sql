-- watch.sql - what `attache watch` remembers: the sources it follows, and the alerts it gave. Made by
-- the first watch of a database; an archive that is never watched does without. Everything may be
-- deleted: then sources are read anew, which adds nothing twice, and nothing is said of what is old.
CREATE TABLE IF NOT EXISTS watched (
    source TEXT PRIMARY KEY,    -- as given: an address or a path
    tag TEXT NOT NULL,          -- ETag of an address; of a path: the names, sizes and times below it
    modified TEXT NOT NULL,     -- Last-Modified of an address
    failures INTEGER NOT NULL,  -- in a row
    next INTEGER NOT NULL       -- not to be asked before, in seconds since 1970
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS watched_page (
    address TEXT PRIMARY KEY,   -- that an item of a feed links to
    item TEXT NOT NULL,         -- SHA-256 of what the feed says of it: when that changes, it is asked again
    used INTEGER NOT NULL,      -- the page's story stands for the item
    tag TEXT NOT NULL,
    modified TEXT NOT NULL,
    failures INTEGER NOT NULL,
    next INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alert (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,   -- the same thing gives one alert
    kind TEXT NOT NULL CHECK (kind IN ('visit', 'cancellation', 'claim', 'overdue', 'contacts')),
    made TEXT NOT NULL,         -- when it was noticed
    date TEXT,                  -- of what it is about
    title TEXT NOT NULL,
    detail TEXT NOT NULL,       -- the sentence behind it, or the figures
    record TEXT NOT NULL,       -- record.id, or ''
    quiet INTEGER NOT NULL      -- it was so before the watch began
) STRICT;
