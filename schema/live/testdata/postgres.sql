CREATE ROLE shop_owner NOLOGIN;
CREATE ROLE app LOGIN PASSWORD 'geheim-van-app' NOINHERIT;
CREATE ROLE reporting NOLOGIN;
CREATE ROLE marketing LOGIN BYPASSRLS;
GRANT reporting TO marketing WITH ADMIN OPTION;
GRANT pg_read_all_data TO reporting;
CREATE SCHEMA shop AUTHORIZATION shop_owner;
SET ROLE shop_owner;
SET search_path TO shop;
ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner IN SCHEMA shop GRANT SELECT ON TABLES TO reporting;
ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
CREATE TYPE soort AS ENUM ('particulier', 'zakelijk');
CREATE DOMAIN postcode AS varchar(7) CHECK (VALUE ~ '^[0-9]{4}') NOT NULL;
CREATE TYPE adres AS (straat text, nummer integer);
CREATE TABLE klant (
  id bigserial PRIMARY KEY,
  nr integer GENERATED ALWAYS AS IDENTITY,
  email varchar(255) NOT NULL UNIQUE,
  naam text COLLATE "C" DEFAULT 'x'::text,
  geboortedatum date CHECK (geboortedatum > '1900-01-01'),
  geslacht char(1) CONSTRAINT geslacht_bekend CHECK (geslacht IN ('m', 'v', 'x')),
  wachtwoord character varying(60) NOT NULL,
  soort soort NOT NULL DEFAULT 'particulier',
  woont postcode,
  adressen adres[],
  saldo numeric(10,2) DEFAULT 0,
  tags text[] DEFAULT '{}',
  gezien timestamp with time zone DEFAULT now() NOT NULL,
  lokaal time(3) without time zone,
  doc jsonb,
  groot text GENERATED ALWAYS AS (upper(naam)) STORED
);
CREATE TABLE bestelling (
  id uuid DEFAULT gen_random_uuid(),
  klant_id bigint REFERENCES klant (id) ON DELETE CASCADE,
  "Opmerking van klant" text,
  op date NOT NULL
) PARTITION BY RANGE (op);
ALTER TABLE bestelling ADD PRIMARY KEY (id, op);
CREATE TABLE bestelling_2026 PARTITION OF bestelling FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE basis (gemaakt timestamptz DEFAULT now(), door text NOT NULL);
CREATE TABLE zakelijk (kvk text NOT NULL) INHERITS (basis);
CREATE INDEX klant_naam ON klant (lower(naam)) WHERE naam IS NOT NULL;
CREATE UNIQUE INDEX klant_nr ON klant (nr, geboortedatum);
COMMENT ON TABLE klant IS 'wie er koopt';
COMMENT ON COLUMN klant.email IS 'privet: category=contact.email';
CREATE VIEW adressenlijst WITH (security_invoker = true, security_barrier = true) AS SELECT id, email AS mail, upper(naam) AS naam FROM klant WHERE geslacht <> 'x';
CREATE MATERIALIZED VIEW leeftijden AS SELECT k.geboortedatum, count(*) AS n FROM klant k GROUP BY 1;
CREATE FUNCTION zoek(wie text, OUT mail text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = shop, pg_temp
  AS $$ BEGIN SELECT email INTO mail FROM klant WHERE naam = wie; END $$;
CREATE FUNCTION zoek(nr integer) RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$;
GRANT EXECUTE ON FUNCTION zoek(text) TO app;
CREATE PROCEDURE wis() LANGUAGE sql AS $$ DELETE FROM klant $$;
CREATE FUNCTION stempel() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.gezien := now(); RETURN NEW; END $$;
CREATE TRIGGER klant_stempel BEFORE UPDATE ON klant FOR EACH ROW EXECUTE FUNCTION stempel();
ALTER TABLE klant ENABLE ROW LEVEL SECURITY;
ALTER TABLE klant FORCE ROW LEVEL SECURITY;
CREATE POLICY eigen ON klant FOR SELECT TO app, reporting USING (email = current_setting('app.mail'));
CREATE POLICY alles ON klant AS RESTRICTIVE USING (true) WITH CHECK (geslacht = 'm');
GRANT USAGE ON SCHEMA shop TO app, reporting;
GRANT SELECT (id, email), UPDATE (email) ON klant TO app WITH GRANT OPTION;
GRANT INSERT, SELECT ON bestelling TO app;
GRANT SELECT ON adressenlijst TO PUBLIC;
RESET ROLE;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE TABLE public.nieuwsbrief (email text PRIMARY KEY, akkoord boolean DEFAULT false NOT NULL);
CREATE PUBLICATION kopie FOR TABLE shop.klant (id, email), public.nieuwsbrief;
CREATE PUBLICATION alles FOR ALL TABLES;
