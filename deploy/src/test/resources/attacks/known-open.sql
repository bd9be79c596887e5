-- What does not work as it should today, and is asserted to stay so until it is mended. Written as columns.sql is.

--@ c.group-by-key agents error
SELECT c.id, c.name, count(o.id) FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.id ORDER BY c.id LIMIT 5

--@ c.row-type agents error
SELECT (SELECT c FROM customers c WHERE c.id = 1).name
