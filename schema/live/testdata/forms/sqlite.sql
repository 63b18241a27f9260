-- Every form of statement that the model replays, in SQLite's words. ATTACH and
-- PRAGMA say nothing about the schema; a virtual table needs its module.
CREATE TABLE IF NOT EXISTS klant (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- het nummer
  naam, -- hoe iemand heet
  [e mail] TEXT NOT NULL ON CONFLICT ABORT UNIQUE COLLATE NOCASE,
  "sleutel" VARCHAR(10) NOT NULL DEFAULT '',
  `vreemd` UNSIGNED BIG INT(8) DEFAULT (1 + 2),
  geslacht VARCHAR(1) CHECK (geslacht IN ('m', 'v')),
  saldo DECIMAL(10,5) DEFAULT -1.5,
  aan BOOLEAN DEFAULT TRUE NOT NULL,
  dubbel AS (saldo * 2) STORED,
  stad INT REFERENCES stad(id) ON DELETE SET NULL,
  CONSTRAINT uniek UNIQUE (naam, sleutel)
);
CREATE TABLE main.zonder (a TEXT, b TEXT NOT NULL, PRIMARY KEY (b)) WITHOUT ROWID, STRICT;
CREATE TEMP TABLE even (a INT);
CREATE TABLE kopie AS SELECT id, naam AS hoe FROM klant;
CREATE TABLE stad (id INTEGER PRIMARY KEY, naam TEXT NOT NULL);
CREATE TABLE weg (a INT);
DROP TABLE weg;
DROP TABLE IF EXISTS bestaat_niet;

-- ALTER TABLE.
ALTER TABLE stad RENAME TO plaats;
ALTER TABLE plaats RENAME COLUMN naam TO plaatsnaam;
ALTER TABLE plaats RENAME id TO nr;
ALTER TABLE plaats ADD COLUMN land TEXT NOT NULL DEFAULT 'NL';
ALTER TABLE plaats ADD weg INT;
ALTER TABLE plaats DROP COLUMN weg;

-- The rebuild that stands for what ALTER TABLE cannot do.
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE "klant_new" (id INTEGER PRIMARY KEY AUTOINCREMENT, volledige_naam TEXT NOT NULL, [e mail] TEXT, geboren DATE);
INSERT INTO klant_new (id, volledige_naam) SELECT id, naam FROM klant;
DROP TABLE klant;
ALTER TABLE klant_new RENAME TO klant;
COMMIT;
PRAGMA foreign_keys = ON;

-- The older rebuild: the old table makes way first.
ALTER TABLE zonder RENAME TO "_zonder_oud";
CREATE TABLE zonder (a INTEGER NOT NULL, b TEXT);
INSERT INTO zonder SELECT a, b FROM "_zonder_oud";
DROP TABLE "_zonder_oud";

-- Transactions.
BEGIN IMMEDIATE;
CREATE TABLE ongedaan (a INT);
ROLLBACK;
BEGIN;
CREATE TABLE blijft (a INT);
SAVEPOINT s;
ALTER TABLE blijft ADD COLUMN ongedaan INT;
ROLLBACK TO SAVEPOINT s;
RELEASE SAVEPOINT s;
END TRANSACTION;

-- Indexes, views, triggers.
CREATE UNIQUE INDEX IF NOT EXISTS main.op_mail ON klant ([e mail] COLLATE NOCASE, lower(volledige_naam)) WHERE geboren IS NOT NULL;
CREATE INDEX weg ON klant (geboren);
DROP INDEX weg;
CREATE VIEW namen (wie) AS SELECT volledige_naam FROM klant;
CREATE VIEW niet AS SELECT 1 AS een;
DROP VIEW niet;
CREATE TRIGGER IF NOT EXISTS bij AFTER UPDATE OF volledige_naam ON klant WHEN new.id > 1 BEGIN UPDATE blijft SET a = CASE WHEN new.id > 2 THEN 1 ELSE 2 END; DELETE FROM blijft; END;
CREATE TRIGGER in_plaats INSTEAD OF INSERT ON namen BEGIN SELECT 1; END;
CREATE TRIGGER weg BEFORE DELETE ON klant BEGIN SELECT 1; END;
DROP TRIGGER weg;
