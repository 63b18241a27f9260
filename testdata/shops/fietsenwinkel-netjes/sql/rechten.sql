-- Wie mag wat: de winkel werkt met klanten, de statistieken zien geen personen.
CREATE USER 'winkel'@'localhost' IDENTIFIED VIA unix_socket;
CREATE USER 'beheer'@'localhost' IDENTIFIED VIA unix_socket;
CREATE USER 'statistiek'@'localhost' IDENTIFIED VIA unix_socket;

GRANT SELECT, INSERT, UPDATE, DELETE ON `fietsen`.`fw_klant` TO 'winkel'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON `fietsen`.`fw_adres` TO 'winkel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON `fietsen`.`fw_bestelling` TO 'winkel'@'localhost';
GRANT SELECT ON `fietsen`.`fw_product` TO 'winkel'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON `fietsen`.`fw_medewerker` TO 'beheer'@'localhost';
GRANT SELECT (`id_bestelling`, `totaal`, `besteld_op`) ON `fietsen`.`fw_bestelling` TO 'statistiek'@'localhost';
