-- Values that a mask may stumble over.
UPDATE customers SET email = '', phone = '', card_number = '' WHERE id = 31;
UPDATE customers SET email = '@', phone = '1234567', card_number = '1234' WHERE id = 32;
UPDATE customers SET email = 'nowhere', phone = '12345678', card_number = '1234567' WHERE id = 33;
UPDATE customers SET email = 'jq@ex.io', phone = E'\n\n\n\n\n\n\n\n', card_number = '12345678' WHERE id = 34;
UPDATE customers SET email = 'a@b@c@ex.io', phone = '日本日本日本日本', card_number = '🙂🙂🙂🙂🙂🙂🙂🙂' WHERE id = 35;
UPDATE customers SET email = 'éüß@ex.io', phone = '''''''''''', card_number = E'\\\\\\\\\\\\\\\\\\\\' WHERE id = 36;
UPDATE customers SET email = 'abc@', phone = NULL, card_number = NULL, notes = NULL, tags = NULL, salary = NULL, born = NULL WHERE id = 37;
UPDATE customers SET notes = 'null', tags = '{}', salary = 0, born = 'infinity' WHERE id = 38;
