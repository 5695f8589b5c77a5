-- Places with their shapes, and what is drawn beside them.
-- Never edit this step; the next change of the schema is a new file with the next number.
--
-- division and outline are plain spatial tables, province, city and county are spatial views of
-- division, so that QGIS and ogrinfo find layers with the right number of features.

-- layers: 1 provinces, 2 cities, 4 counties, added up. Undivided cities and Macau stand once, in two.
CREATE TABLE division (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (length(code) = 6),
    name TEXT NOT NULL,
    pinyin TEXT NOT NULL,
    initials TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('province', 'prefecture', 'county')),
    kind TEXT NOT NULL,
    parent TEXT REFERENCES division (code) DEFERRABLE INITIALLY DEFERRED,
    province TEXT NOT NULL REFERENCES division (code) DEFERRABLE INITIALLY DEFERRED,
    layers INTEGER NOT NULL CHECK (layers BETWEEN 1 AND 7),
    sub_provincial INTEGER NOT NULL CHECK (sub_provincial IN (0, 1)),
    area_m2 REAL NOT NULL,
    label_x REAL NOT NULL,
    label_y REAL NOT NULL,
    digest BLOB CHECK (length(digest) = 32),
    CHECK ((parent IS NULL) = (level = 'province'))
);
SELECT AddGeometryColumn('division', 'shape', 4490, 'MULTIPOLYGON', 'XY', 1);
SELECT CreateSpatialIndex('division', 'shape');
CREATE INDEX division_parent ON division (parent);
CREATE INDEX division_province ON division (province);

-- Lighter shapes for small scales. A place too small for one has no row: its own shape is used.
CREATE TABLE outline (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL REFERENCES division (code) ON DELETE CASCADE,
    degrees REAL NOT NULL CHECK (degrees IN (0.003, 0.015, 0.05)),
    deviation_m REAL NOT NULL CHECK (deviation_m >= 0),
    digest BLOB CHECK (length(digest) = 32),
    UNIQUE (code, degrees)
);
SELECT AddGeometryColumn('outline', 'shape', 4490, 'MULTIPOLYGON', 'XY', 1);
SELECT CreateSpatialIndex('outline', 'shape');

-- Lines of the sources that bound no area: the ten-dash line, undefined borders, sea borders.
CREATE TABLE boundary_line (
    id INTEGER PRIMARY KEY,
    layer TEXT NOT NULL CHECK (layer IN ('province', 'prefecture', 'county')),
    place_in_file INTEGER NOT NULL,
    digest BLOB CHECK (length(digest) = 32),
    UNIQUE (layer, place_in_file)
);
SELECT AddGeometryColumn('boundary_line', 'shape', 4490, 'MULTILINESTRING', 'XY', 1);
SELECT CreateSpatialIndex('boundary_line', 'shape');

-- Source shapes that were not valid and had to be mended, with what was wrong and where.
CREATE TABLE mended (
    code TEXT NOT NULL PRIMARY KEY REFERENCES division (code) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    digest BLOB CHECK (length(digest) = 32)
) STRICT;

-- Codes that were replaced by another, and who says so.
CREATE TABLE code_change (
    old_code TEXT NOT NULL PRIMARY KEY CHECK (length(old_code) = 6),
    new_code TEXT NOT NULL REFERENCES division (code) DEFERRABLE INITIALLY DEFERRED,
    source TEXT NOT NULL,
    digest BLOB CHECK (length(digest) = 32)
) STRICT;

CREATE VIEW province AS
    SELECT id, code, name, pinyin, kind, level, parent, province, area_m2, shape
      FROM division WHERE layers & 1 <> 0;
CREATE VIEW city AS
    SELECT id, code, name, pinyin, kind, level, parent, province, sub_provincial, area_m2, shape
      FROM division WHERE layers & 2 <> 0;
CREATE VIEW county AS
    SELECT id, code, name, pinyin, kind, level, parent, province, area_m2, shape
      FROM division WHERE layers & 4 <> 0;
INSERT INTO views_geometry_columns
    (view_name, view_geometry, view_rowid, f_table_name, f_geometry_column, read_only)
VALUES ('province', 'shape', 'id', 'division', 'shape', 1),
       ('city', 'shape', 'id', 'division', 'shape', 1),
       ('county', 'shape', 'id', 'division', 'shape', 1);
