-- De bloemenwinkel: klanten, bestellingen, beheer en de nieuwsbrief.

CREATE TYPE bestelstatus AS ENUM ('nieuw', 'betaald', 'verzonden', 'retour');

CREATE TABLE klant (
    klantnr          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    voornaam         text,
    achternaam       text,
    email            text NOT NULL UNIQUE,
    telefoon         text,
    is_volwassen     boolean,                 -- voor wijn bij de bloemen
    wachtwoord_hash  text NOT NULL,           -- bcrypt
    aangemaakt_op    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE adres (
    adresnr     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    klantnr     bigint NOT NULL REFERENCES klant ON DELETE CASCADE,
    straat      text NOT NULL,
    huisnummer  text NOT NULL,
    postcode    char(6) NOT NULL,
    woonplaats  text NOT NULL
);

CREATE TABLE product (
    productnr       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    naam            text NOT NULL,
    omschrijving    text,
    prijs_cent      integer NOT NULL,
    gewicht         integer,
    leeftijd_vanaf  integer,                  -- speelgoedboeketten
    afbeelding      text
);

CREATE TABLE bestelling (
    bestelnr     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    klantnr      bigint REFERENCES klant ON DELETE SET NULL,
    status       bestelstatus NOT NULL DEFAULT 'nieuw',
    totaal_cent  integer NOT NULL,
    betaling     text,                        -- kenmerk van de betaaldienst
    besteld_op   timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE bestelregel (
    bestelnr   bigint NOT NULL REFERENCES bestelling ON DELETE CASCADE,
    productnr  bigint NOT NULL REFERENCES product,
    aantal     integer NOT NULL CHECK (aantal > 0),
    PRIMARY KEY (bestelnr, productnr)
);

CREATE TABLE nieuwsbrief_abonnee (
    email                     text PRIMARY KEY,
    toestemming_op            timestamptz NOT NULL,
    toestemming_bron          text NOT NULL,
    toestemming_tekst_versie  text NOT NULL,
    afgemeld_op               timestamptz
);

CREATE TABLE beheerder (
    gebruikersnaam    text PRIMARY KEY,
    wachtwoord_hash   text NOT NULL,          -- bcrypt
    aangemaakt_op     timestamptz NOT NULL DEFAULT now()
);
