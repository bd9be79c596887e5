-- The sample shop: the same rows on every machine. People, addresses and numbers are made up: example.com addresses,
-- telephone numbers reserved for fiction, card numbers from a range that no bank issues (with a correct check digit).

CREATE TABLE customers (
    id          integer PRIMARY KEY,
    name        text NOT NULL,
    email       text NOT NULL UNIQUE,
    phone       text NOT NULL,
    card_number text NOT NULL,
    created_at  timestamptz NOT NULL
);

CREATE TABLE products (
    id    integer PRIMARY KEY,
    name  text NOT NULL UNIQUE,
    price numeric(10, 2) NOT NULL CHECK (price > 0),
    stock integer NOT NULL CHECK (stock >= 0)
);

CREATE TABLE orders (
    id          integer PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customers,
    status      text NOT NULL CHECK (status IN ('pending', 'paid', 'shipped', 'delivered', 'cancelled')),
    total       numeric(10, 2) NOT NULL,
    created_at  timestamptz NOT NULL
);

CREATE TABLE order_items (
    id         integer PRIMARY KEY,
    order_id   integer NOT NULL REFERENCES orders,
    product_id integer NOT NULL REFERENCES products,
    quantity   integer NOT NULL CHECK (quantity > 0),
    unit_price numeric(10, 2) NOT NULL
);

CREATE TABLE employees (
    id     integer PRIMARY KEY,
    name   text NOT NULL,
    title  text NOT NULL,
    email  text NOT NULL UNIQUE,
    salary numeric(10, 2) NOT NULL
);

CREATE INDEX ON orders (customer_id);
CREATE INDEX ON order_items (order_id);

-- 40 first names against 50 last names: two walks of coprime steps meet in a new pair 200 times.
CREATE TEMPORARY TABLE people ON COMMIT DROP AS
SELECT i,
       (ARRAY['Ada', 'Amir', 'Anna', 'Ben', 'Carla', 'Chen', 'Clara', 'Daniel', 'Dina', 'Elif', 'Emil', 'Erik', 'Fatima',
              'Felix', 'Grace', 'Hana', 'Hugo', 'Ines', 'Ivan', 'Jana', 'Jonas', 'Julia', 'Karim', 'Lars', 'Lena', 'Luca',
              'Maria', 'Max', 'Mei', 'Nadia', 'Noah', 'Olga', 'Oscar', 'Paula', 'Priya', 'Rosa', 'Samuel', 'Sofia', 'Tom',
              'Yara'])[1 + (i * 7) % 40] AS first_name,
       (ARRAY['Abbott', 'Adeyemi', 'Andersen', 'Arnold', 'Baker', 'Becker', 'Bianchi', 'Brandt', 'Castro', 'Clark', 'Costa',
              'Cruz', 'Dubois', 'Eriksen', 'Evans', 'Fischer', 'Fontana', 'Garcia', 'Gupta', 'Haas', 'Hansen', 'Hughes',
              'Ibrahim', 'Jansen', 'Keller', 'Khan', 'Kim', 'Koch', 'Kovacs', 'Lang', 'Larsen', 'Lopez', 'Martin', 'Meyer',
              'Morgan', 'Nakamura', 'Novak', 'Okafor', 'Olsen', 'Park', 'Patel', 'Petrov', 'Quinn', 'Reyes', 'Rossi',
              'Schmidt', 'Silva', 'Tanaka', 'Walker', 'Wong'])[1 + (i * 11) % 50] AS last_name
FROM generate_series(1, 200) AS i;

INSERT INTO customers
SELECT p.i,
       p.first_name || ' ' || p.last_name,
       lower(p.first_name || '.' || p.last_name) || '@example.' || (ARRAY['com', 'org', 'net'])[1 + p.i % 3],
       CASE p.i % 2
           WHEN 0 THEN '+1 ' || (ARRAY['212', '312', '415', '617', '206'])[1 + p.i % 5] || '-555-01' || lpad((p.i * 37 % 100)::text, 2, '0')
           ELSE '+44 20 7946 0' || lpad((p.i * 53 % 1000)::text, 3, '0')
       END,
       card.body || card.check_digit,
       timestamptz '2024-01-08 09:00:00+00' + p.i * interval '3 days 2 hours 17 minutes'
FROM people AS p
CROSS JOIN LATERAL (
    SELECT body,
           (10 - sum(CASE WHEN at % 2 = 0 THEN digit WHEN digit > 4 THEN digit * 2 - 9 ELSE digit * 2 END) % 10) % 10 AS check_digit
    FROM (SELECT '400000' || lpad((p.i::bigint * 7654321 % 1000000000)::text, 9, '0') AS body) AS number,
         generate_series(1, 15) AS at,
         LATERAL (SELECT substr(body, at, 1)::integer AS digit) AS digits
    GROUP BY body
) AS card;

INSERT INTO products (id, name, price, stock) VALUES
    (1, 'Desk lamp', 39.90, 120), (2, 'Notebook, ruled', 4.50, 800), (3, 'Fountain pen', 28.00, 75),
    (4, 'Backpack', 69.00, 60), (5, 'Water bottle', 17.50, 210), (6, 'Coffee grinder', 84.00, 35),
    (7, 'Teapot', 32.00, 48), (8, 'Espresso cups, set of 4', 26.00, 90), (9, 'Chef''s knife', 58.00, 40),
    (10, 'Cutting board', 24.00, 110), (11, 'Cast iron pan', 46.00, 55), (12, 'Apron', 19.00, 130),
    (13, 'Wool blanket', 74.00, 28), (14, 'Cushion', 22.00, 140), (15, 'Candle', 9.50, 400),
    (16, 'Picture frame', 14.00, 180), (17, 'Wall clock', 36.00, 45), (18, 'Bookends', 21.00, 65),
    (19, 'Table fan', 49.00, 38), (20, 'Umbrella', 27.00, 150), (21, 'Travel mug', 18.00, 220),
    (22, 'Bluetooth speaker', 89.00, 42), (23, 'Headphones', 129.00, 33), (24, 'USB-C cable', 11.00, 500),
    (25, 'Phone stand', 15.00, 160), (26, 'Keyboard', 99.00, 52), (27, 'Mouse', 45.00, 85),
    (28, 'Monitor arm', 119.00, 18), (29, 'Desk mat', 25.00, 95), (30, 'Bicycle bell', 8.00, 260),
    (31, 'Bicycle lights', 34.00, 77), (32, 'Yoga mat', 38.00, 64), (33, 'Jump rope', 12.00, 115),
    (34, 'Tent, two persons', 189.00, 12), (35, 'Sleeping bag', 109.00, 22), (36, 'Head torch', 31.00, 88),
    (37, 'Garden trowel', 13.00, 105), (38, 'Plant pot', 10.00, 310), (39, 'Watering can', 23.00, 70),
    (40, 'Bird feeder', 29.00, 58);

INSERT INTO orders
SELECT i,
       1 + (i * 73) % 200,
       CASE WHEN i > 560 THEN 'pending' WHEN i <= 8 OR i > 480 THEN 'paid' WHEN i > 420 THEN 'shipped'
            WHEN i % 17 = 0 THEN 'cancelled' ELSE 'delivered' END,
       0,
       timestamptz '2025-11-03 08:12:00+00' + i * interval '14 hours 21 minutes'
FROM generate_series(1, 600) AS i;

INSERT INTO order_items
SELECT row_number() OVER (ORDER BY o.id, line), o.id, p.id, 1 + (o.id * 5 + line * 3) % 4, p.price
FROM orders AS o
CROSS JOIN LATERAL generate_series(0, o.id * 13 % 4) AS line
JOIN products AS p ON p.id = 1 + (o.id * 31 + line * 9) % 40;

UPDATE orders AS o
SET total = (SELECT sum(quantity * unit_price) FROM order_items WHERE order_id = o.id);

INSERT INTO employees (id, name, title, email, salary)
SELECT i, name, title, lower(replace(name, ' ', '.')) || '@shop.example.com', salary
FROM (VALUES
    (1, 'Helena Marsh', 'Managing Director', 168000), (2, 'Viktor Lindqvist', 'Head of Finance', 131000),
    (3, 'Amara Diallo', 'Head of Operations', 127000), (4, 'Tobias Frei', 'Head of Engineering', 139000),
    (5, 'Leila Haddad', 'Head of Marketing', 118000), (6, 'Marcus Boyd', 'Accountant', 71000),
    (7, 'Ingrid Solberg', 'Accountant', 69500), (8, 'Pedro Almeida', 'Warehouse Lead', 58000),
    (9, 'Zofia Wilk', 'Warehouse Clerk', 41500), (10, 'Dmitri Orlov', 'Warehouse Clerk', 40800),
    (11, 'Aoife Brennan', 'Support Lead', 61000), (12, 'Kenji Mori', 'Support Agent', 44200),
    (13, 'Sara Lindgren', 'Support Agent', 43900), (14, 'Omar Farouk', 'Support Agent', 43100),
    (15, 'Chloe Martel', 'Buyer', 66000), (16, 'Stefan Kraus', 'Buyer', 64500),
    (17, 'Nina Vasquez', 'Software Engineer', 92000), (18, 'Rahul Mehta', 'Software Engineer', 95500),
    (19, 'Eva Horvath', 'Data Analyst', 83000), (20, 'Samir Nasser', 'Data Analyst', 81500),
    (21, 'Lotte de Vries', 'Designer', 78000), (22, 'Grant Ellis', 'Content Editor', 62500),
    (23, 'Yuki Sato', 'Photographer', 54000), (24, 'Bruno Conti', 'Driver', 39600),
    (25, 'Maja Kowalska', 'Office Manager', 57500)
) AS e (i, name, title, salary);

ANALYZE customers, products, orders, order_items, employees;
