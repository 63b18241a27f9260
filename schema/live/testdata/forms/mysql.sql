-- Every form of statement that the model replays, in the words of MySQL and
-- MariaDB. The old words (TYPE=MyISAM) are in schema/tolerant/testdata.
CREATE DATABASE winkel DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
USE winkel;

-- Tables in every way they are made.
CREATE TABLE IF NOT EXISTS `klant` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT COMMENT 'sleutel', # het nummer
  `email` varchar(255) NOT NULL,
  `naam` varchar(80) DEFAULT NULL COMMENT 'voor- en achternaam',
  `weg` int DEFAULT 5,
  `oud` char(1) NOT NULL DEFAULT 'x' CHECK (`oud` IN ('x', 'y')),
  `opties` set('a','b') DEFAULT NULL,
  `punt` point NOT NULL,
  `doc` longtext DEFAULT NULL,
  `dubbel` int GENERATED ALWAYS AS (`weg` * 2) VIRTUAL,
  `vast` int AS (`weg` * 2) PERSISTENT,
  `verborgen` int INVISIBLE DEFAULT 1,
  `geperst` text COMPRESSED DEFAULT NULL,
  `nr` uuid DEFAULT NULL,
  `ip` inet6 DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `mail` (`email`),
  KEY `op_naam` (`naam`(10), `email`),
  SPATIAL KEY `waar` (`punt`)
) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COMMENT='wie er koopt';
CREATE TABLE oud (a int, b varchar(10) DEFAULT '');
CREATE TABLE klein LIKE klant;
CREATE OR REPLACE TABLE oud (a int, b varchar(10) NOT NULL DEFAULT '', c date, d int, e int, PRIMARY KEY (a), KEY d (d));
CREATE TABLE gekozen AS SELECT id, email FROM klant;
CREATE TABLE met_meer (extra text NOT NULL) SELECT a, b FROM oud;
CREATE TEMPORARY TABLE even (a int);
CREATE TABLE versies (a int, b text NOT NULL) WITH SYSTEM VERSIONING;
CREATE TABLE delen (id int NOT NULL, op date NOT NULL, KEY (op)) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE);
CREATE TABLE serie (id SERIAL, vlag BOOL NOT NULL DEFAULT 0, tekst NATIONAL VARCHAR(20), breuk DOUBLE PRECISION, gek DEC(10,2) ZEROFILL, lang_ LONG VARCHAR, json_ JSON, jaar YEAR(4), t TIMESTAMP(6) NULL, tt TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP);
CREATE TABLE weg_1 (a int);
CREATE TABLE weg_2 (a int);
DROP TABLE weg_1, weg_2;
DROP TABLE IF EXISTS bestaat_niet CASCADE;

-- ALTER TABLE.
ALTER TABLE oud ADD COLUMN f int, ADD g text NOT NULL FIRST, ADD COLUMN h date AFTER b;
ALTER TABLE oud ADD COLUMN (i int, j varchar(9) NOT NULL), ADD COLUMN IF NOT EXISTS f text;
ALTER TABLE oud DROP e, DROP COLUMN IF EXISTS nooit;
ALTER TABLE oud CHANGE COLUMN c cc datetime NOT NULL DEFAULT current_timestamp() AFTER a, CHANGE f f bigint(20) NOT NULL;
ALTER TABLE oud MODIFY COLUMN b varchar(80) NULL, MODIFY i smallint FIRST;
ALTER TABLE oud RENAME COLUMN j TO jj;
ALTER TABLE oud ALTER COLUMN i SET DEFAULT 3, ALTER h SET DEFAULT '2026-01-01';
ALTER TABLE oud ALTER COLUMN h DROP DEFAULT;
ALTER TABLE oud DROP PRIMARY KEY, ADD PRIMARY KEY (a, f), ADD UNIQUE INDEX uniek (b), ADD KEY op_h (h), ADD FULLTEXT KEY tekst (g);
ALTER TABLE oud RENAME INDEX op_h TO op_dag, DROP INDEX uniek, DROP KEY d;
ALTER TABLE oud ADD CONSTRAINT positief CHECK (d > 0), ADD CONSTRAINT ook CHECK (i IN (1, 2));
ALTER TABLE oud DROP CONSTRAINT ook, COMMENT='niet nieuw', ENGINE=InnoDB, CONVERT TO CHARACTER SET utf8mb4, AUTO_INCREMENT=5;
ALTER TABLE oud ADD klant_id int(10) unsigned, ADD KEY van_klant (klant_id), ADD CONSTRAINT van_klant FOREIGN KEY (klant_id) REFERENCES klant (id) ON DELETE CASCADE ON UPDATE SET NULL;
ALTER TABLE gekozen ADD INDEX (id), ADD klant int(10) unsigned NOT NULL, ADD KEY fk (klant), ADD CONSTRAINT fk FOREIGN KEY weg (klant) REFERENCES klant (id), ORDER BY id;
ALTER TABLE gekozen DROP FOREIGN KEY fk, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE klein DROP punt;
ALTER IGNORE TABLE klein RENAME TO kleiner;
RENAME TABLE kleiner TO klein, met_meer TO met_minder;
ALTER TABLE versies DROP SYSTEM VERSIONING;
TRUNCATE TABLE klein;

-- Indexes.
CREATE UNIQUE INDEX dag ON oud (cc, d) USING BTREE;
CREATE INDEX weg ON oud (d);
DROP INDEX weg ON oud;

-- Executable comments.
/*!40101 SET @saved_cs_client = @@character_set_client */;
/*!50003 CREATE TABLE in_commentaar (a int NOT NULL) */;
/*M!100100 CREATE TABLE alleen_mariadb (a int) */;
CREATE TABLE half (a int /*!80000 INVISIBLE */, b int /*!50000 NOT NULL */);

-- Views: first the dummy of a dump, then the view.
CREATE VIEW adressen AS SELECT 1 AS id, 1 AS mail;
CREATE OR REPLACE ALGORITHM=MERGE DEFINER=root@127.0.0.1 SQL SECURITY INVOKER VIEW adressen (id, mail) AS SELECT id, md5(email) FROM klant WITH LOCAL CHECK OPTION;
CREATE DEFINER=root@127.0.0.1 VIEW alle AS SELECT k.id, k.naam, o.b FROM klant k JOIN oud o ON o.klant_id = k.id;
ALTER DEFINER=root@127.0.0.1 SQL SECURITY DEFINER VIEW alle AS SELECT id, naam FROM klant;
CREATE VIEW weg AS SELECT 1 AS een;
DROP VIEW IF EXISTS weg, nooit;

-- Routines, triggers, events.
DELIMITER $$
CREATE DEFINER=root@127.0.0.1 PROCEDURE wis(IN wie int, OUT n int) MODIFIES SQL DATA SQL SECURITY INVOKER COMMENT 'weg; ermee'
BEGIN
  IF wie > 0 THEN DELETE FROM klant WHERE id = wie; END IF;
  SET n = 1;
END$$
CREATE DEFINER=root@127.0.0.1 FUNCTION hash(w varchar(60)) RETURNS varchar(40) DETERMINISTIC BEGIN RETURN sha1(w); END$$
CREATE DEFINER=root@127.0.0.1 TRIGGER voor BEFORE INSERT ON klant FOR EACH ROW BEGIN SET NEW.naam = trim(NEW.naam); END$$
DELIMITER ;
CREATE DEFINER=root@127.0.0.1 TRIGGER na AFTER UPDATE ON klant FOR EACH ROW SET @a = 1;
CREATE DEFINER=root@127.0.0.1 TRIGGER daarna AFTER UPDATE ON klant FOR EACH ROW FOLLOWS na SET @a = 1;
CREATE DEFINER=root@127.0.0.1 TRIGGER weg AFTER DELETE ON klant FOR EACH ROW SET @a = 1;
DROP TRIGGER weg;
CREATE DEFINER=root@127.0.0.1 PROCEDURE weg() SELECT 1;
DROP PROCEDURE weg;
CREATE DEFINER=root@127.0.0.1 FUNCTION weg() RETURNS int RETURN 1;
DROP FUNCTION IF EXISTS weg;
ALTER PROCEDURE wis SQL SECURITY DEFINER;
CREATE DEFINER=root@127.0.0.1 EVENT vergeet ON SCHEDULE EVERY 1 DAY ON COMPLETION PRESERVE DO DELETE FROM oud WHERE a < 5;
ALTER EVENT vergeet ON SCHEDULE EVERY 2 DAY RENAME TO vergeet_oude DO DELETE FROM oud WHERE a < 9;
CREATE DEFINER=root@127.0.0.1 EVENT weg ON SCHEDULE EVERY 1 DAY DO SELECT 1;
DROP EVENT weg;

-- Accounts and roles.
CREATE ROLE lezer, schrijver;
CREATE USER app@'10.0.0.%' IDENTIFIED BY 'geheim-van-app', open@'%';
CREATE USER IF NOT EXISTS gehasht@localhost IDENTIFIED VIA mysql_native_password USING '*81F5E21E35407D884A6CD4A731AEBFB6AF209E1B';
CREATE OR REPLACE USER socket@localhost IDENTIFIED VIA unix_socket;
CREATE USER weg@localhost, oudje@localhost, gesloten@localhost ACCOUNT LOCK;
ALTER USER open@'%' IDENTIFIED BY 'geheim-van-open' PASSWORD EXPIRE NEVER;
ALTER USER gesloten@localhost ACCOUNT UNLOCK;
SET PASSWORD FOR oudje@localhost = PASSWORD('geheim-van-oudje');
RENAME USER oudje@localhost TO nieuwtje@localhost;
DROP USER weg@localhost;
DROP USER IF EXISTS nooit@localhost;
CREATE ROLE weg;
DROP ROLE weg;

-- Grants.
GRANT SELECT (id, email), INSERT ON winkel.klant TO app@'10.0.0.%';
GRANT SELECT, INSERT, UPDATE, DELETE ON winkel.* TO schrijver;
GRANT SELECT ON `winkel`.* TO lezer WITH GRANT OPTION;
GRANT ALL PRIVILEGES ON winkel.* TO gehasht@localhost;
GRANT ALL ON *.* TO open@'%' WITH GRANT OPTION;
GRANT SELECT, FILE ON *.* TO socket@localhost;
GRANT UPDATE ON oud TO app@'10.0.0.%', gesloten@localhost;
GRANT EXECUTE ON PROCEDURE winkel.wis TO lezer;
GRANT EXECUTE ON FUNCTION winkel.hash TO lezer;
GRANT lezer TO app@'10.0.0.%';
GRANT schrijver TO gehasht@localhost WITH ADMIN OPTION;
GRANT lezer TO schrijver;
SET DEFAULT ROLE lezer FOR app@'10.0.0.%';
REVOKE INSERT ON winkel.klant FROM app@'10.0.0.%';
REVOKE SELECT (email) ON winkel.klant FROM app@'10.0.0.%';
REVOKE DELETE ON winkel.* FROM schrijver;
REVOKE ALL PRIVILEGES ON winkel.* FROM gehasht@localhost;
REVOKE ALL PRIVILEGES, GRANT OPTION FROM socket@localhost;
REVOKE ADMIN OPTION FOR schrijver FROM gehasht@localhost;
REVOKE lezer FROM schrijver;
FLUSH PRIVILEGES;

-- Another database, dropped again.
CREATE SCHEMA IF NOT EXISTS weg;
CREATE TABLE weg.t (a int);
DROP DATABASE weg;
