-- Wie mag wat: de winkel werkt met klanten, de statistieken zien geen personen.

CREATE ROLE winkel LOGIN;
CREATE ROLE beheer LOGIN;
CREATE ROLE statistiek LOGIN;

GRANT SELECT, INSERT, UPDATE, DELETE ON klant, adres TO winkel;
GRANT SELECT, INSERT, UPDATE ON bestelling, bestelregel, nieuwsbrief_abonnee TO winkel;
GRANT SELECT ON product TO PUBLIC;
GRANT SELECT, INSERT, UPDATE ON beheerder TO beheer;
GRANT SELECT (bestelnr, status, totaal_cent, besteld_op) ON bestelling TO statistiek;
