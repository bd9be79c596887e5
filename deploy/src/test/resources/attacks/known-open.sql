-- What does not work as it should today, and is asserted to stay so until it is mended. Written as columns.sql is.

--@ c.row-type agents refused
SELECT (SELECT c FROM customers c WHERE c.id = 1).name
