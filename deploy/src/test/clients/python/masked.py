"""Connects as the environment says (PGHOST and so on), runs a prepared statement twice, prints what it saw as JSON lines."""
import json

import psycopg

with psycopg.connect("", autocommit=True) as connection:
    for customer in (1, 2):
        row = connection.execute(
            "SELECT id, name, email, phone FROM customers WHERE id = %s", (customer,), prepare=True, binary=True
        ).fetchone()
        print(json.dumps(dict(zip(("id", "name", "email", "phone"), row))))
    try:
        connection.execute("DROP TABLE customers")
        print(json.dumps({"refused": None}))
    except psycopg.Error as error:
        print(json.dumps({"refused": error.sqlstate}))
    print(json.dumps({"customers": connection.execute("SELECT count(*) FROM customers").fetchone()[0]}))
