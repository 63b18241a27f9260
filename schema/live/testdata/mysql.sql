CREATE DATABASE winkel DEFAULT CHARACTER SET utf8mb4;
USE winkel;
CREATE TABLE klant (
  id int(10) unsigned NOT NULL AUTO_INCREMENT COMMENT 'sleutel',
  email varchar(255) NOT NULL,
  wachtwoord varchar(32) DEFAULT NULL COMMENT 'md5',
  geslacht enum('m','v','x') DEFAULT 'x',
  geboren date DEFAULT NULL CHECK (geboren > '1900-01-01'),
  actief tinyint(1) NOT NULL DEFAULT 1,
  naam_groot varchar(60) GENERATED ALWAYS AS (upper(email)) STORED,
  gezien timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  PRIMARY KEY (id),
  UNIQUE KEY mail (email),
  KEY jarig (geboren)
) ENGINE=InnoDB COMMENT='wie er koopt';
CREATE TABLE bestelling (
  id bigint(20) NOT NULL,
  klant_id int(10) unsigned DEFAULT NULL,
  opmerking text DEFAULT NULL,
  PRIMARY KEY (id),
  KEY van_klant (klant_id),
  CONSTRAINT van_klant FOREIGN KEY (klant_id) REFERENCES klant (id) ON DELETE SET NULL
);
CREATE DEFINER=root@127.0.0.1 SQL SECURITY INVOKER VIEW adressen AS SELECT id, email AS mail FROM klant WHERE actief = 1;
CREATE DEFINER=root@127.0.0.1 FUNCTION winkel.hash(w varchar(60)) RETURNS varchar(32) DETERMINISTIC RETURN md5(w);
CREATE DEFINER=root@127.0.0.1 PROCEDURE wis(IN wie int) MODIFIES SQL DATA SQL SECURITY INVOKER DELETE FROM klant WHERE id = wie;
CREATE DEFINER=root@127.0.0.1 TRIGGER klant_hash BEFORE INSERT ON klant FOR EACH ROW SET NEW.wachtwoord = md5(NEW.wachtwoord);
CREATE DEFINER=root@127.0.0.1 EVENT vergeet ON SCHEDULE EVERY 1 DAY DO DELETE FROM bestelling WHERE id < 5;
CREATE ROLE lezer;
CREATE USER app@'10.0.0.%' IDENTIFIED BY 'geheim-van-app';
CREATE USER open@'%';
GRANT SELECT (id, email), INSERT ON winkel.klant TO app@'10.0.0.%';
GRANT SELECT ON winkel.* TO lezer;
GRANT lezer TO app@'10.0.0.%';
GRANT EXECUTE ON PROCEDURE winkel.wis TO lezer;
GRANT ALL PRIVILEGES ON *.* TO open@'%' WITH GRANT OPTION;
