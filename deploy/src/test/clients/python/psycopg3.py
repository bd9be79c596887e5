"""Connects as the environment says (PGHOST and so on) and takes psycopg 3 through what it can do; what it makes it drops."""
import datetime
import decimal
import json
import logging
import threading
import uuid

import psycopg
from psycopg import errors
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

# What the client says of errors it ignores depends on when it notices them.
logging.getLogger("psycopg").setLevel(logging.CRITICAL)


def show(what, seen):
    print(json.dumps({what: seen}, default=str), flush=True)


def refusal(action):
    try:
        action()
        return "no error"
    except psycopg.Error as error:
        diag = error.diag
        return [type(error).__name__, error.sqlstate, diag.message_primary, diag.message_detail, diag.context]


def connect(**options):
    return psycopg.connect("", application_name="psycopg", **options)


def status(connection):
    return connection.info.transaction_status.name


connection = connect(autocommit=True)
watcher = connect(autocommit=True)
connection.execute("CREATE TABLE t (id int PRIMARY KEY, v text)")

# Parameters and types, in both formats.
values = {
    "i": -7,
    "big": 2**40,
    "t": "quote ' and \\ and \U0001f418",
    "b": b"\x00\x01\xfe\xff",
    "j": Jsonb({"k": [1, None]}),
    "a": [1, 2, 3],
    "at": datetime.datetime(2024, 2, 29, 12, tzinfo=datetime.timezone.utc),
    "d": datetime.date(2024, 2, 29),
    "u": uuid.UUID("5f0c1dd0-2f0a-4c5e-9d0b-3d7f1a8f1d11"),
    "n": decimal.Decimal("12345678901234567890.5"),
    "f": 0.1,
    "no": None,
}
for binary in (False, True):
    columns = ", ".join(f"%({name}){'b' if binary else 's'} AS {name}" for name in values)
    with connection.cursor(binary=binary, row_factory=dict_row) as cursor:
        row = cursor.execute(f"SELECT {columns}", values).fetchone()
        show(f"parameters, binary={binary}", {name: repr(value) for name, value in row.items()})
several = connection.execute("SELECT 1; SELECT 2, 3; CREATE TABLE x (); DROP TABLE x")
results = [several.fetchall()]
while several.nextset():
    results.append(several.fetchall() if several.description else several.statusmessage)
show("several statements", results)
show("empty query", connection.execute("").statusmessage)
show("error", refusal(lambda: connection.execute("SELECT 1/%s", (0,))))
show("unparseable", refusal(lambda: connection.execute("SELEC 1")))
show("status", status(connection))

# executemany, which is a pipeline where libpq can, and what it returns.
with connection.cursor() as cursor:
    cursor.executemany("INSERT INTO t VALUES (%s, %s)", [(i, f"v{i}") for i in range(1, 201)])
    show("executemany", cursor.rowcount)
    cursor.executemany("UPDATE t SET v = upper(v) WHERE id = %s RETURNING id, v", [(1,), (2,), (3,)], returning=True)
    returned = [cursor.fetchone()]
    while cursor.nextset():
        returned.append(cursor.fetchone())
    show("executemany, returning", returned)
    show("executemany that fails", refusal(lambda: cursor.executemany("INSERT INTO t VALUES (%s, 'x')", [(901,), (1,), (902,)])))
    show("of it", connection.execute("SELECT count(*) FROM t WHERE id > 900").fetchone())

# Statements that psycopg prepares by itself, in either way, until it may hold no more.
with connect(autocommit=True, prepare_threshold=2) as preparing:
    preparing.prepared_max = 3
    for number in range(6):
        for _ in range(4):
            preparing.execute(f"SELECT v, {number} FROM t WHERE id = %s", (number + 1,)).fetchone()
    show("prepared", preparing.execute("SELECT count(*) FROM pg_prepared_statements").fetchone())
    preparing.execute("DISCARD ALL")
    show("after DISCARD ALL", preparing.execute("SELECT v FROM t WHERE id = %s", (1,)).fetchone())
with connect(autocommit=True, prepare_threshold=0) as preparing:
    show("prepared at once", [preparing.execute("SELECT v FROM t WHERE id = %s", (i,)).fetchone()[0] for i in (1, 2, 3)])
    show("error in a prepared one", refusal(lambda: preparing.execute("SELECT 1/(id - 1) FROM t WHERE id = %s", (1,))))
    preparing.execute("ALTER TABLE t ADD more int")
    show("changed under it", preparing.execute("SELECT * FROM t WHERE id = %s", (1,)).fetchone())
    preparing.execute("ALTER TABLE t DROP more")
    show("changed back", refusal(lambda: preparing.execute("SELECT * FROM t WHERE id = %s", (1,))))

# Transactions.
with connect() as transactional:
    with transactional.transaction():
        transactional.execute("INSERT INTO t VALUES (300, 'outer')")
        try:
            with transactional.transaction():
                transactional.execute("INSERT INTO t VALUES (301, 'inner')")
                transactional.execute("INSERT INTO t VALUES (1, 'double')")
        except errors.UniqueViolation as error:
            show("inner", error.sqlstate)
        show("in transaction", status(transactional))
    show("committed", connection.execute("SELECT id FROM t WHERE id >= 300").fetchall())
    show("fails", refusal(lambda: transactional.execute("SELECT * FROM missing")))
    show("in error", status(transactional))
    show("refused in error", refusal(lambda: transactional.execute("SELECT 1")))
    transactional.rollback()
    show("rolled back", status(transactional))
    transactional.isolation_level = psycopg.IsolationLevel.SERIALIZABLE
    transactional.read_only = True
    show("read only", refusal(lambda: transactional.execute("DELETE FROM t")))
    transactional.rollback()

# Server-side cursors.
with connect() as cursors:
    with cursors.cursor("named", row_factory=dict_row) as cursor:
        cursor.execute("SELECT id, v FROM t WHERE id <= %s ORDER BY id", (20,))
        show("named cursor", cursor.fetchone())
        show("portion", [row["id"] for row in cursor.fetchmany(5)])
        cursor.itersize = 4
        show("rest", [row["id"] for row in cursor])
        show("columns", [(column.name, column.type_code) for column in cursor.description])
    with cursors.cursor("scrolled", scrollable=True, binary=True) as cursor:
        cursor.execute("SELECT id FROM t WHERE id <= 20 ORDER BY id")
        cursor.scroll(10)
        here = cursor.fetchone()
        cursor.scroll(2, mode="absolute")
        show("scrolled", [here, cursor.fetchone()])
    with cursors.cursor("held", withhold=True) as cursor:
        cursor.execute("SELECT id FROM t WHERE id <= 3 ORDER BY id")
        cursors.commit()
        show("held", cursor.fetchall())
    show("cursor that fails", refusal(lambda: cursors.cursor("bad").execute("SELECT * FROM missing")))
    cursors.rollback()
show("streamed", sum(row[0] for row in connection.cursor().stream("SELECT g FROM generate_series(1, %s) g", (1000,))))

# COPY.
with connection.cursor() as cursor:
    with cursor.copy("COPY (SELECT id, v FROM t WHERE id <= 3 ORDER BY id) TO STDOUT (FORMAT csv, HEADER)") as copy:
        show("copy out", b"".join(copy).decode())
    with cursor.copy("COPY (SELECT id, v FROM t WHERE id <= 3 ORDER BY id) TO STDOUT") as copy:
        show("copy out, rows", list(copy.rows()))
    with cursor.copy("COPY (SELECT id, v FROM t WHERE id <= 3 ORDER BY id) TO STDOUT (FORMAT binary)") as copy:
        copy.set_types(["int4", "text"])
        show("copy out, binary", list(copy.rows()))
    with cursor.copy("COPY (SELECT id, v FROM t WHERE id < %s ORDER BY id) TO STDOUT", (3,)) as copy:
        show("copy out, with a parameter", list(copy.rows()))

    def out_that_fails():
        with cursor.copy("COPY (SELECT 1/(5000 - g) FROM generate_series(1, 6000) g) TO STDOUT") as copy:
            for _ in copy:
                pass

    show("copy out that fails", refusal(out_that_fails))
    with cursor.copy("COPY t FROM STDIN") as copy:
        for i in range(1000, 4000):
            copy.write_row((i, f"copied\t{i}"))
    show("copy in", cursor.rowcount)
    with cursor.copy("COPY t FROM STDIN (FORMAT binary)") as copy:
        copy.set_types(["int4", "text"])
        for i in range(4000, 5000):
            copy.write_row((i, None))
    show("copy in, binary", cursor.rowcount)
    with cursor.copy("COPY t FROM STDIN (FORMAT csv)") as copy:
        copy.write("5000,blocks\n5001,\"of\ntext\"\n")
    show("copied", connection.execute("SELECT count(*), max(v) FROM t WHERE id >= 1000").fetchone())

    def nonsense():
        with cursor.copy("COPY t FROM STDIN") as copy:
            copy.write(b"seven\tx\n")

    def early_nonsense():
        with cursor.copy("COPY t FROM STDIN") as copy:
            copy.write(b"seven\tx\n")
            for i in range(20000):
                copy.write_row((i + 100000, "after the error"))

    def given_up():
        with cursor.copy("COPY t FROM STDIN") as copy:
            copy.write_row((9001, "given up"))
            raise KeyError("the source broke")

    show("copy in of nonsense", refusal(nonsense))
    show("copy in of nonsense, early", refusal(early_nonsense)[:2])
    show("copy in given up", refusal(given_up))
    show("status after it", [status(connection), connection.execute("SELECT count(*) FROM t WHERE id > 9000").fetchone()])
    with connection.transaction():
        show("in a transaction", refusal(nonsense))
        raise psycopg.Rollback()
    with cursor.copy("COPY (SELECT g, repeat('x', 100) FROM generate_series(1, 100000) g) TO STDOUT") as copy:
        total = sum(len(block) for block in copy)
    show("large copy out", [total, connection.execute("SELECT 1").fetchone()])

# Pipeline mode.
with connection.pipeline() as pipeline:
    cursors = [connection.execute("SELECT %s::int * 2", (i,)) for i in range(30)]
    pipeline.sync()
    show("pipelined", [cursor.fetchone()[0] for cursor in cursors])
with connect(autocommit=True) as pipelining:

    def fails_in_the_middle():
        with pipelining.pipeline() as pipeline:
            seen.append(pipelining.execute("SELECT 1"))
            seen.append(pipelining.execute("INSERT INTO t VALUES (1, 'double')"))
            seen.append(pipelining.execute("SELECT 3"))

    seen = []
    show("pipeline that fails", refusal(fails_in_the_middle))
    show("after the pipeline", [status(pipelining), pipelining.execute("SELECT 1").fetchone()])
    with pipelining.pipeline() as pipeline:
        first = pipelining.execute("SELECT 1/%s", (0,))
        try:
            pipeline.sync()
        except psycopg.Error as error:
            show("segment fails", error.sqlstate)
        second = pipelining.execute("SELECT %s", (2,))
        third = pipelining.execute("SELECT v FROM t WHERE id = %s", (2,), prepare=True)
        show("next segment", [second.fetchone(), third.fetchone()])
    with pipelining.pipeline(), pipelining.transaction():
        pipelining.execute("INSERT INTO t VALUES (400, 'piped')")
        with pipelining.cursor() as cursor:
            cursor.executemany("INSERT INTO t VALUES (%s, 'piped')", [(401,), (402,)])
    show("piped", pipelining.execute("SELECT count(*) FROM t WHERE v = 'piped'").fetchone())

# Notices and notifications, over two connections.
notices = []
connection.add_notice_handler(lambda diag: notices.append([diag.severity, diag.message_primary]))
connection.execute("DO $$ BEGIN RAISE NOTICE 'hello'; RAISE WARNING 'careful'; END $$")
show("notices", notices)
connection.execute("LISTEN news")
watcher.execute("SELECT pg_notify('news', %s)", ("from another",))
watcher.execute("NOTIFY news, 'again'")
heard = []
for notify in connection.notifies():
    heard.append([notify.channel, notify.payload])
    if len(heard) == 2:
        break
show("notifications", heard)

# Cancel.
victim = connect(autocommit=True)
pid = victim.execute("SELECT pg_backend_pid()").fetchone()[0]


def when_running(action):
    while not watcher.execute(
        "SELECT FROM pg_stat_activity WHERE pid = %s AND state = 'active' AND query LIKE '%%pg_sleep(100)%%'", (pid,)
    ).fetchall():
        pass
    action()


for way, cancel in (
    ("cancelled", victim.cancel),
    ("cancelled by a statement", lambda: watcher.execute("SELECT pg_cancel_backend(%s)", (pid,))),
):
    thread = threading.Thread(target=when_running, args=(cancel,))
    thread.start()
    show(way, refusal(lambda: victim.execute("SELECT pg_sleep(100)")))
    thread.join()
show("after the cancels", victim.execute("SELECT 1").fetchone())
with connect(options="-c statement_timeout=2000 -c TimeZone=Asia/Tokyo") as timed:
    show("settings of the startup", timed.execute("SELECT '2024-02-29 12:00Z'::timestamptz::text").fetchone())
    show("timed out", refusal(lambda: timed.execute("SELECT pg_sleep(100)")))
thread = threading.Thread(
    target=when_running, args=(lambda: watcher.execute("SELECT pg_terminate_backend(%s)", (pid,)),)
)
thread.start()
show("terminated", refusal(lambda: victim.execute("SELECT pg_sleep(100)")))
thread.join()
show("closed", victim.closed)

connection.execute("DROP TABLE t")
