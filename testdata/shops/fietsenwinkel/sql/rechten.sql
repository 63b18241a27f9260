-- Wie mag wat.
CREATE USER 'winkel'@'localhost' IDENTIFIED BY 'voorbeeld-winkel';
CREATE USER 'statistiek'@'localhost' IDENTIFIED BY 'voorbeeld-statistiek';
CREATE USER 'bureau'@'%' IDENTIFIED BY 'voorbeeld-bureau';

GRANT SELECT, INSERT, UPDATE, DELETE ON `fietsen`.* TO 'winkel'@'localhost';
GRANT SELECT ON `fietsen`.`fw_bestelling` TO 'statistiek'@'localhost';
GRANT SELECT ON `fietsen`.`fw_mailing` TO 'statistiek'@'localhost';

-- Snel even, zodat het bureau erbij kan.
GRANT ALL PRIVILEGES ON *.* TO 'bureau'@'%' WITH GRANT OPTION;
