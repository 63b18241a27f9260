CREATE TABLE `klant` (
  `id` int(11) unsigned zerofill NOT NULL AUTO_INCREMENT,
  `voornaam` varchar(60) CHARACTER SET latin1 COLLATE latin1_general_ci NOT NULL DEFAULT '' COMMENT 'as on the parcel; not, null',
  `geslacht` enum('m','v','on''bekend',"x") DEFAULT NULL,
  `rollen` set('a','b') NOT NULL DEFAULT 'a,b',
  `saldo` decimal(10,2) unsigned DEFAULT 0.00 CHECK (`saldo` >= 0),
  `actief` bool NOT NULL DEFAULT TRUE,
  `geboren` date,
  `gezien` datetime(3) DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  `stamp` timestamp NOT NULL DEFAULT '0000-00-00 00:00:00',
  `naam_groot` varchar(60) AS (upper(`voornaam`)) PERSISTENT,
  `naam_klein` varchar(60) GENERATED ALWAYS AS (lower(`voornaam`)) VIRTUAL INVISIBLE,
  `code` char(2) BINARY UNIQUE KEY,
  `adres` text NOT NULL,
  `instelling` json DEFAULT (json_object()) COMMENT 'keys',
  `foto` longblob, `ip` inet6, `token` uuid NOT NULL DEFAULT uuid(),
  `plek` point, `lijn` geometry NOT NULL,
  PRIMARY KEY (`id`), KEY `n` (`voornaam`(10) DESC), SPATIAL KEY (`lijn`), FULLTEXT `f` (`adres`),
  CONSTRAINT `c` CHECK (`geboren` > '1900-01-01' AND `code` <> '')
) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 ROW_FORMAT=DYNAMIC COMMENT='people, (and) firms';
CREATE TABLE types (
  a tinyint, b smallint(5), c mediumint, d integer, e bigint, f numeric(8,3), g dec, h fixed(4), i float, j double precision, k real,
  l bit(3), m year(4), n time(2), o character(3), p character varying(30), q national varchar(5), r nchar(4), s binary(16), t varbinary(16),
  u tinytext, v mediumtext, w tinyblob, x mediumblob, y long varchar, z boolean
) ENGINE=MyISAM;
CREATE TABLE IF NOT EXISTS sleutels (a int, b int NOT NULL, c varchar(10), PRIMARY KEY USING BTREE (a, b), UNIQUE INDEX u USING HASH (c)) /*!50100 PARTITION BY HASH (a) PARTITIONS 4 */;
CREATE TABLE serieel (id serial, `select` int DEFAULT -1, 2fa_secret varchar(64) DEFAULT NULL, naam varchar(5) DEFAULT 'x' NOT NULL, ts timestamp NULL DEFAULT NULL, n int NULL);
CREATE OR REPLACE TABLE bestelling (id int KEY, klant int(11) unsigned REFERENCES klant (id), opm varchar(5) COMMENT '', datum date DEFAULT '2020-01-01', FOREIGN KEY (klant) REFERENCES klant (id) ON DELETE SET NULL);
