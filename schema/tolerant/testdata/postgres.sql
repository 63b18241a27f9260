CREATE TABLE shop."Customer" (
  id bigint GENERATED ALWAYS AS IDENTITY,
  email character varying(255) NOT NULL,
  tags text[] DEFAULT '{}'::text[],
  born timestamp(3) with time zone DEFAULT (now() AT TIME ZONE 'utc'),
  age int GENERATED ALWAYS AS (1 + 1) VIRTUAL,
  status text COLLATE pg_catalog."C" CHECK ((status)::text = ANY ((ARRAY['a'::text, 'b'::text])::text[])),
  CONSTRAINT c NOT NULL email,
  CONSTRAINT pk PRIMARY KEY (id),
  FOREIGN KEY (email) REFERENCES Other (mail) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED NOT ENFORCED,
  EXCLUDE USING gist (id WITH =)
) PARTITION BY RANGE (id);
CREATE TABLE part PARTITION OF shop."Customer" FOR VALUES FROM (1) TO (2);
ALTER TABLE ONLY Users ADD COLUMN IF NOT EXISTS Phone text, ALTER COLUMN email SET NOT NULL, ALTER email TYPE citext USING lower(email),
  OWNER TO shop_owner, ENABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY, ATTACH PARTITION p FOR VALUES IN (1);
CREATE VIEW v WITH (security_invoker = true, security_barrier) AS SELECT 1;
GRANT SELECT (a, b), UPDATE ON TABLE t, u TO app, PUBLIC WITH GRANT OPTION;
GRANT SELECT ON ALL TABLES IN SCHEMA shop TO reader;
GRANT reader TO app WITH ADMIN OPTION;
REVOKE GRANT OPTION FOR SELECT ON t FROM app;
CREATE ROLE app WITH LOGIN NOSUPERUSER PASSWORD 'secret4' BYPASSRLS;
CREATE FUNCTION f(a int, OUT b text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = shop, pg_temp AS $$ BEGIN EXECUTE 'x'; END $$;
CREATE TRIGGER t BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION shop.f();
COMMENT ON COLUMN shop.customer.email IS 'E-mail address';
SET search_path TO shop, public;
SET ROLE shop_owner;
CREATE INDEX CONCURRENTLY ON t USING gin (a gin_trgm_ops, lower(b)) INCLUDE (c) WHERE d;
