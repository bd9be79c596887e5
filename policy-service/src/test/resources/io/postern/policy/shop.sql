CREATE TABLE customers (id integer PRIMARY KEY, name text, email text, phone character varying(40), card_number text, created_at timestamp with time zone DEFAULT now());
CREATE TABLE products (id integer PRIMARY KEY, name text, price numeric(10,2), stock integer);
CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer REFERENCES customers, status text, total numeric(10,2), created_at timestamp with time zone DEFAULT now());
CREATE TABLE order_items (id integer PRIMARY KEY, order_id integer, product_id integer, quantity integer, unit_price numeric(10,2));
CREATE TABLE employees (id integer PRIMARY KEY, name text, title text, email text, salary numeric(10,2));
CREATE TABLE log (id integer, line text);
INSERT INTO customers (id, name, email, phone, card_number) VALUES
 (1, 'Alice', 'alicecanary@example.com', '+495550100', '4111111111111111'),
 (2, 'Boris', 'boris@cana.ry', '5550100 01', '378282246310005'),
 (3, 'Short', 'al@x.org', '12345', '1234567'),
 (4, 'None', 'no address', NULL, NULL),
 (5, 'Null', NULL, '', '');
INSERT INTO products VALUES (1, 'tea', 3.5, 10);
INSERT INTO orders (id, customer_id, status, total) VALUES (5, 1, 'new', 7), (6, 2, 'paid', 9);
INSERT INTO order_items VALUES (1, 5, 1, 2, 3.5);
INSERT INTO employees VALUES (1, 'eve', 'boss', 'eve@example.com', 9999);
