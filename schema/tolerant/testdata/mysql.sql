CREATE TABLE `PREFIX_customer` ( -- people who order
  `id_customer` int(10) unsigned NOT NULL auto_increment,
  `id_gender` int(10) unsigned NOT NULL,
  `email` varchar(255) NOT NULL, # login name
  `passwd` varchar(255) NOT NULL COMMENT 'bcrypt',
  `birthday` date DEFAULT NULL,
  `newsletter` tinyint(1) unsigned NOT NULL DEFAULT '0',
  `state` enum('new','it''s ok') CHARACTER SET ascii COLLATE ascii_bin DEFAULT 'new',
  `updated` timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  `total` decimal(10,2) GENERATED ALWAYS AS (`a` * 2) STORED,
  `kind` char(1) CHECK (`kind` IN ('p','b')),
  `at` /*!50705 GEOMETRY */ NOT NULL,
  PRIMARY KEY (`id_customer`),
  UNIQUE KEY `mail` (`email`),
  KEY `login` (`email`(10),`passwd`),
  FULLTEXT KEY (`email`),
  CONSTRAINT `fk_gender` FOREIGN KEY (`id_gender`) REFERENCES `gender` (`id`) ON DELETE CASCADE ON UPDATE SET NULL
) ENGINE=ENGINE_TYPE DEFAULT CHARSET=utf8mb4 COLLATION COMMENT='Customers';

CREATE TABLE old (a int, b varchar(10) default '') TYPE=MyISAM;
CREATE OR REPLACE TABLE copy LIKE shop.old;
CREATE TABLE chosen AS SELECT a FROM old;
ALTER TABLE old ADD COLUMN (c int, d text NOT NULL), CHANGE b bb varchar(20) AFTER a, MODIFY a bigint FIRST,
  DROP COLUMN x, DROP PRIMARY KEY, DROP FOREIGN KEY fk, RENAME COLUMN c TO cc, ADD UNIQUE INDEX u (a), ADD KEY k (d(10)),
  ALTER COLUMN a SET DEFAULT 5, COMMENT='the old one', CONVERT TO CHARACTER SET utf8, RENAME TO older;
RENAME TABLE a TO b, c TO shop.d;
DROP TABLE IF EXISTS a, b;
CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`%` SQL SECURITY INVOKER VIEW v (mail) AS SELECT email FROM customer WITH LOCAL CHECK OPTION;
CREATE DEFINER=`root`@`localhost` TRIGGER t BEFORE INSERT ON old FOR EACH ROW SET NEW.b = MD5(NEW.b);
CREATE DEFINER=`root`@`localhost` PROCEDURE p(IN who varchar(10), OUT n int) READS SQL DATA SQL SECURITY INVOKER COMMENT 'x' BEGIN SELECT 1; END;
CREATE FUNCTION f(a int) RETURNS char(40) CHARSET utf8 DETERMINISTIC RETURN SHA1(a);
CREATE EVENT forget ON SCHEDULE EVERY 1 DAY DO DELETE FROM old WHERE a < 5;
USE shop;
CREATE USER 'app'@'10.0.0.%' IDENTIFIED BY 'secret1', 'ro'@'%' IDENTIFIED WITH mysql_native_password AS '*81F5E21E35407D884A6CD4A731AEBFB6AF209E1B' ACCOUNT LOCK;
CREATE USER os IDENTIFIED VIA unix_socket;
CREATE USER nobody@localhost;
CREATE ROLE reader, writer;
GRANT SELECT (email, id), INSERT ON shop.customer TO 'app'@'10.0.0.%' WITH GRANT OPTION;
GRANT ALL PRIVILEGES ON *.* TO 'root'@'%' IDENTIFIED BY 'secret2';
GRANT SELECT ON `shop\_nl`.* TO reader;
GRANT reader, writer TO 'app'@'10.0.0.%' WITH ADMIN OPTION;
GRANT EXECUTE ON PROCEDURE shop.p TO reader;
REVOKE INSERT ON shop.customer FROM 'app'@'10.0.0.%';
REVOKE ALL PRIVILEGES, GRANT OPTION FROM 'ro'@'%';
SET DEFAULT ROLE reader TO 'app'@'10.0.0.%';
SET PASSWORD FOR nobody@localhost = PASSWORD('secret3');
ALTER USER 'app'@'10.0.0.%' IDENTIFIED BY '' ACCOUNT UNLOCK;
RENAME USER nobody@localhost TO somebody@localhost;
DROP USER IF EXISTS somebody@localhost;
CREATE UNIQUE INDEX i ON old (a, (lower(b)));
DROP INDEX i ON old;
