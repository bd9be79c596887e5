-- What the gate's roles may do in the shop, whatever was granted before. Policy narrows it further.

REVOKE ALL ON DATABASE shop FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT CONNECT ON DATABASE shop TO shop_agent, shop_analyst, postern_catalog;
GRANT USAGE ON SCHEMA public TO shop_agent, shop_analyst;

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM shop_agent, shop_analyst, postern_catalog;
GRANT SELECT ON customers, products, orders, order_items TO shop_agent;
GRANT UPDATE, DELETE ON orders TO shop_agent;
GRANT SELECT ON customers, products, orders, order_items, employees TO shop_analyst;
