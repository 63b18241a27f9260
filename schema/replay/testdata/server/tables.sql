CREATE TABLE every_type (
  a int, b int2 NOT NULL, c bigint, d serial, e bigserial PRIMARY KEY, f smallserial, g numeric, h numeric(10), i numeric(10,2),
  j real, k double precision, l float(5), m money, n varchar, o varchar(60) NOT NULL, p char, q char(3), r text DEFAULT 'x',
  s bytea, t timestamp, u timestamptz(3), v timestamp(3) without time zone, w date, x time, y timetz(2), z interval,
  aa interval year to month, ab interval second(2), ac boolean DEFAULT false NOT NULL, ad point, ae cidr, af inet, ag macaddr,
  ah bit(3), ai bit varying(5), aj uuid, ak json, al jsonb, am int[], an text[][], ao varchar(3)[], ap xml, aq tsvector, ar int4range,
  "char" "char", "Mixed Case" name, "from" oid);
CREATE TABLE keys (a int, b int, c int UNIQUE, d int CHECK (d > 0), CONSTRAINT pk PRIMARY KEY (a, b));
CREATE TABLE refs (id int GENERATED ALWAYS AS IDENTITY, a int, b int, c int REFERENCES keys (c) ON DELETE CASCADE,
  n int NULL, gen int GENERATED ALWAYS AS (a + 1) STORED, FOREIGN KEY (a, b) REFERENCES keys);
CREATE TABLE liked (LIKE every_type INCLUDING ALL, extra int);
CREATE TABLE liked2 (LIKE keys);
CREATE UNLOGGED TABLE fast (a int);
CREATE TEMP TABLE gone (a int);
CREATE TYPE pair AS (x int, y text);
CREATE TABLE typed OF pair (x NOT NULL);
CREATE TABLE made AS SELECT a, b, o AS renamed, r::varchar(20) AS cast_ FROM every_type;
CREATE TABLE made2 (one, two) AS SELECT a, b FROM keys WITH NO DATA;
CREATE TABLE starred AS SELECT * FROM keys;
CREATE TABLE starred2 AS TABLE keys;
SELECT a, c INTO selected FROM keys;
CREATE TABLE IF NOT EXISTS keys (zzz int);
CREATE TABLE dropped (a int);
DROP TABLE dropped;
CREATE TABLE dropped (b text);
CREATE TABLE exclusive (r int4range, EXCLUDE USING gist (r WITH &&));
COMMENT ON TABLE keys IS 'the keys';
COMMENT ON COLUMN keys.a IS 'first';
