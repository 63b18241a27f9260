-- De fietsenwinkel: een webwinkel op MariaDB. Dit is een voorbeeld van hoe het
-- niet moet; de nette versie staat ernaast.

CREATE DATABASE IF NOT EXISTS `fietsen` DEFAULT CHARACTER SET utf8mb4;
USE `fietsen`;

CREATE TABLE `fw_klant` (
  `id_klant` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `aanhef` enum('dhr','mevr') NOT NULL,
  `voornaam` varchar(64) NOT NULL,
  `achternaam` varchar(64) NOT NULL,
  `email` varchar(255) NOT NULL,
  `passwd` varchar(32) NOT NULL,
  `telefoon` varchar(32) DEFAULT NULL,
  `geboortedatum` date NOT NULL,
  `rijbewijsnummer` varchar(10) DEFAULT NULL,
  `nieuwsbrief` tinyint(1) unsigned NOT NULL DEFAULT 1,
  `ip_adres` varchar(45) DEFAULT NULL,
  `aangemaakt` datetime NOT NULL DEFAULT current_timestamp(),
  PRIMARY KEY (`id_klant`),
  UNIQUE KEY `email` (`email`)
) ENGINE=InnoDB COMMENT='wie er koopt';

CREATE TABLE `fw_adres` (
  `id_adres` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `id_klant` int(10) unsigned NOT NULL,
  `straat` varchar(128) NOT NULL,
  `huisnummer` varchar(10) NOT NULL,
  `postcode` varchar(12) NOT NULL,
  `plaats` varchar(64) NOT NULL,
  PRIMARY KEY (`id_adres`),
  KEY `van_klant` (`id_klant`),
  CONSTRAINT `van_klant` FOREIGN KEY (`id_klant`) REFERENCES `fw_klant` (`id_klant`) ON DELETE CASCADE
) ENGINE=InnoDB;

CREATE TABLE `fw_product` (
  `id_product` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `naam` varchar(128) NOT NULL,
  `framenummer` varchar(32) DEFAULT NULL,
  `prijs` decimal(10,2) NOT NULL,
  `gewicht` decimal(6,2) DEFAULT NULL,
  PRIMARY KEY (`id_product`)
) ENGINE=InnoDB;

CREATE TABLE `fw_bestelling` (
  `id_bestelling` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `id_klant` int(10) unsigned DEFAULT NULL,
  `totaal` decimal(10,2) NOT NULL,
  `iban` varchar(34) DEFAULT NULL,
  `kaart_cvc` varchar(4) DEFAULT NULL,
  `besteld_op` datetime NOT NULL DEFAULT current_timestamp(),
  PRIMARY KEY (`id_bestelling`),
  KEY `klant` (`id_klant`),
  CONSTRAINT `besteld_door` FOREIGN KEY (`id_klant`) REFERENCES `fw_klant` (`id_klant`)
) ENGINE=InnoDB;

CREATE TABLE `fw_medewerker` (
  `id_medewerker` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `email` varchar(255) NOT NULL,
  `passwd` varchar(20) NOT NULL,
  PRIMARY KEY (`id_medewerker`)
) ENGINE=InnoDB;

CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`127.0.0.1` SQL SECURITY DEFINER VIEW `fw_mailing` AS
  SELECT `id_klant`, `email` FROM `fw_klant` WHERE `nieuwsbrief` = 1;

DELIMITER $$
CREATE DEFINER=`root`@`127.0.0.1` TRIGGER `fw_klant_bi` BEFORE INSERT ON `fw_klant` FOR EACH ROW
BEGIN
  SET NEW.passwd = MD5(NEW.passwd);
END$$
DELIMITER ;
