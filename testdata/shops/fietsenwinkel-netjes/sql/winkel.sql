-- De fietsenwinkel, netjes: minder gegevens, en beter bewaard.

CREATE DATABASE IF NOT EXISTS `fietsen` DEFAULT CHARACTER SET utf8mb4;
USE `fietsen`;

CREATE TABLE `fw_klant` (
  `id_klant` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `voornaam` varchar(64) DEFAULT NULL,
  `achternaam` varchar(64) DEFAULT NULL,
  `email` varchar(255) NOT NULL,
  `passwd_bcrypt` varchar(60) NOT NULL,
  `telefoon` varchar(32) DEFAULT NULL,
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
  `betaling` varchar(64) DEFAULT NULL COMMENT 'kenmerk van de betaaldienst',
  `besteld_op` datetime NOT NULL DEFAULT current_timestamp(),
  PRIMARY KEY (`id_bestelling`),
  KEY `klant` (`id_klant`),
  CONSTRAINT `besteld_door` FOREIGN KEY (`id_klant`) REFERENCES `fw_klant` (`id_klant`) ON DELETE SET NULL
) ENGINE=InnoDB;

CREATE TABLE `fw_medewerker` (
  `id_medewerker` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `email` varchar(255) NOT NULL,
  `passwd_bcrypt` varchar(60) NOT NULL,
  `laatst_gezien` datetime DEFAULT NULL,
  PRIMARY KEY (`id_medewerker`)
) ENGINE=InnoDB;

CREATE DEFINER=`root`@`127.0.0.1` EVENT `fw_vergeet` ON SCHEDULE EVERY 1 DAY DO
  DELETE FROM `fw_klant` WHERE `aangemaakt` < NOW() - INTERVAL 2 YEAR;
