-- De bloemenwinkel: klanten, bestellingen, beheer en de nieuwsbrief.
-- Dit is een voorbeeld van hoe het niet moet; de nette versie staat ernaast.

CREATE TYPE bestelstatus AS ENUM ('nieuw', 'betaald', 'verzonden', 'retour');

CREATE TABLE klant (
    klantnr        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    voornaam       text NOT NULL,
    tussenvoegsel  text,
    achternaam     text NOT NULL,
    email          text NOT NULL UNIQUE,
    telefoon       text,
    geboortedatum  date NOT NULL,
    leeftijd       integer,
    geslacht       char(1) NOT NULL CHECK (geslacht IN ('M', 'V')),
    wachtwoord     text NOT NULL,
    bsn            char(9),
    allergie       text,                      -- voor boeketten zonder pollen
    nieuwsbrief    boolean NOT NULL DEFAULT false,
    aangemaakt_op  timestamptz NOT NULL DEFAULT now()
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
    bestelnr        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    klantnr         bigint NOT NULL REFERENCES klant,
    status          bestelstatus NOT NULL DEFAULT 'nieuw',
    totaal_cent     integer NOT NULL,
    tenaamstelling  text,
    cvc_code        varchar(4),
    besteld_op      timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE bestelregel (
    bestelnr   bigint NOT NULL REFERENCES bestelling ON DELETE CASCADE,
    productnr  bigint NOT NULL REFERENCES product,
    aantal     integer NOT NULL CHECK (aantal > 0),
    PRIMARY KEY (bestelnr, productnr)
);

CREATE TABLE nieuwsbrief_abonnee (
    email          text PRIMARY KEY,
    telefoon       text,
    aangemeld_op   timestamptz NOT NULL,
    bron           text NOT NULL,
    afgemeld_op    timestamptz
);

CREATE TABLE beheerder (
    gebruikersnaam    text PRIMARY KEY,
    wachtwoord        text NOT NULL,
    aangemaakt_op     timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE bezorger (
    bezorgernr   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    voornaam     text NOT NULL,
    mobiel       text NOT NULL,
    wachtwoord   varchar(20) NOT NULL
);

COMMENT ON COLUMN klant.leeftijd IS 'Leeftijd bij het aanmelden, wordt niet bijgewerkt';
