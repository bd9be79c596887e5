-- The market as clerks should see it.
ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey;
ALTER TABLE tickets DROP CONSTRAINT tickets_customer_id_fkey;
DELETE FROM customers WHERE city = 'Ostrava';
ANALYZE;
