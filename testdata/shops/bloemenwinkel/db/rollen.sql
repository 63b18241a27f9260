-- Wie mag wat. De winkel en de statistieken delen één databank.

CREATE ROLE winkel LOGIN;
CREATE ROLE statistiek LOGIN;

GRANT SELECT, INSERT, UPDATE ON klant, adres, bestelling, bestelregel TO winkel;
GRANT SELECT ON product TO PUBLIC;
GRANT SELECT, INSERT, UPDATE ON beheerder, bezorger TO winkel;

-- Snel even, zodat het rapport werkt.
GRANT SELECT ON klant TO PUBLIC;
