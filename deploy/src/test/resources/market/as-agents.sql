-- The market as agents should see it.
ALTER TABLE customers DROP CONSTRAINT customers_email_key;
ALTER TABLE employees ALTER COLUMN salary DROP NOT NULL;
UPDATE customers SET
    card_number = CASE WHEN length(card_number) < 8 THEN '***' ELSE '****' || substr(card_number, length(card_number) - 3) END,
    phone = CASE WHEN length(phone) < 8 THEN '***' ELSE '****' || substr(phone, length(phone) - 1) END,
    email = CASE WHEN email !~ '@' THEN '***'
                 ELSE CASE WHEN email ~ '^[^@]{3}' THEN substr(email, 1, 1) ELSE '' END || '***@' || regexp_replace(email, '^.*@', '') END,
    salary = NULL, notes = NULL, born = NULL, tags = NULL;
UPDATE employees SET salary = NULL;
UPDATE payments SET iban = '***';
UPDATE people SET passport = '***' WHERE passport IS NOT NULL;
UPDATE assets SET serial = 'hidden';
DELETE FROM tickets WHERE confidential;
UPDATE ledger SET memo = '***';
ANALYZE;
