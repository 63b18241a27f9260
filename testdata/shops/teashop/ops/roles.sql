-- Roles of the tea shop's PostgreSQL database. The tables come from AutoMigrate.

CREATE ROLE teashop LOGIN;
CREATE ROLE reporting LOGIN;

GRANT SELECT, INSERT, UPDATE ON customers, addresses, orders, order_lines TO teashop;
GRANT SELECT ON products TO PUBLIC;
GRANT SELECT ON orders TO PUBLIC;
