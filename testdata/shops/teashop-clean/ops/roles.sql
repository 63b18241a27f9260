-- Roles of the tea shop's PostgreSQL database. The tables come from AutoMigrate.

CREATE ROLE teashop LOGIN;
CREATE ROLE backoffice LOGIN;
CREATE ROLE reporting LOGIN;

GRANT SELECT, INSERT, UPDATE, DELETE ON customers, addresses TO teashop;
GRANT SELECT, INSERT, UPDATE ON orders, order_lines TO teashop;
GRANT SELECT ON products TO PUBLIC;
GRANT SELECT, INSERT, UPDATE ON employees TO backoffice;
GRANT SELECT (id, total_cents, status, created_at) ON orders TO reporting;
