-- The market as analysts should see it.
ALTER TABLE employees ALTER COLUMN salary DROP NOT NULL;
UPDATE customers SET
    card_number = CASE WHEN length(card_number) < 8 THEN '***' ELSE '****' || substr(card_number, length(card_number) - 3) END,
    salary = NULL;
UPDATE employees SET salary = NULL;
ANALYZE;
