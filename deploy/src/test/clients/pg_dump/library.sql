-- A database with one of everything that pg_dump knows and that an owner without further powers can make.
CREATE SCHEMA lending;
COMMENT ON SCHEMA lending IS 'who has what';
CREATE TYPE genre AS ENUM ('novel', 'poem', 'it''s "odd"');
CREATE TYPE size AS (pages integer, centimetres numeric(5, 1));
CREATE DOMAIN isbn AS text CHECK (VALUE ~ '^[0-9-]+$');
CREATE SEQUENCE shelf_marks START 100 INCREMENT 10 CYCLE MAXVALUE 100000;
CREATE TABLE authors (
    id integer GENERATED ALWAYS AS IDENTITY (START 7) PRIMARY KEY,
    name text NOT NULL COLLATE "C",
    born date,
    UNIQUE (name, born)
);
COMMENT ON TABLE authors IS 'people; not "persons"';
COMMENT ON COLUMN authors.name IS 'as on the cover';
CREATE TABLE books (
    id bigserial PRIMARY KEY,
    author_id integer NOT NULL REFERENCES authors ON DELETE CASCADE DEFERRABLE,
    title text NOT NULL DEFAULT 'untitled' CHECK (title <> ''),
    kind genre DEFAULT 'novel',
    extent size,
    code isbn,
    mark integer DEFAULT nextval('shelf_marks'),
    price numeric(8, 2),
    gross numeric GENERATED ALWAYS AS (price * 1.07) STORED,
    cover bytea,
    tags text[],
    more jsonb,
    weight double precision,
    added timestamptz NOT NULL DEFAULT '2024-02-29 12:00:00+00'
);
CREATE INDEX books_by_tag ON books USING gin (tags);
CREATE UNIQUE INDEX books_by_lower_title ON books (lower(title)) INCLUDE (price) WHERE price > 0;
CREATE STATISTICS prices (ndistinct) ON author_id, price FROM books;
CREATE TABLE lending.loans (
    book_id bigint REFERENCES books,
    at date NOT NULL,
    days integer CHECK (days > 0),
    EXCLUDE USING btree (book_id WITH =)
);
CREATE TABLE lending.visits (at date NOT NULL, visitors integer) PARTITION BY RANGE (at);
CREATE TABLE lending.visits_2023 PARTITION OF lending.visits FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE lending.visits_2024 PARTITION OF lending.visits FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (visitors);
CREATE TABLE lending.visits_2024_none PARTITION OF lending.visits_2024 FOR VALUES IN (0);
CREATE TABLE lending.visits_rest PARTITION OF lending.visits DEFAULT;
CREATE INDEX ON lending.visits (at);
CREATE TABLE "Odd ""Names" ("a b" integer, "SELECT" text) WITH (fillfactor = 70);
CREATE UNLOGGED TABLE scratch (n integer);
CREATE TABLE rare_books (vault text) INHERITS (books);
CREATE FUNCTION full_title(b books) RETURNS text LANGUAGE sql STABLE AS $$ SELECT b.title || ' by ' || a.name FROM authors a WHERE a.id = b.author_id $$;
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    -- dollars: $1 $$ and a 'quote'
    NEW.added := '2025-01-01';
    RETURN NEW;
END
$body$;
CREATE PROCEDURE settle(INOUT n integer) LANGUAGE plpgsql AS 'BEGIN n := n * 2; END';
CREATE AGGREGATE product(numeric) (SFUNC = numeric_mul, STYPE = numeric, INITCOND = '1');
CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq, COMMUTATOR = ===);
CREATE FUNCTION genre_number(genre) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT array_position(enum_range($1), $1) $$;
CREATE CAST (genre AS integer) WITH FUNCTION genre_number(genre);
CREATE VIEW cheap WITH (security_barrier) AS SELECT id, title, price FROM books WHERE price < 10 WITH LOCAL CHECK OPTION;
CREATE VIEW by_author AS SELECT a.name, count(b.id) AS books, sum(b.price) AS worth FROM authors a LEFT JOIN books b ON b.author_id = a.id GROUP BY a.id;
CREATE MATERIALIZED VIEW worth AS SELECT sum(price) AS total FROM books;
CREATE UNIQUE INDEX ON worth (total);
CREATE RULE kept AS ON DELETE TO lending.loans DO INSTEAD NOTHING;
ALTER TABLE lending.loans ENABLE ROW LEVEL SECURITY;
CREATE POLICY short ON lending.loans FOR SELECT TO PUBLIC USING (days < 100);
GRANT SELECT (id, title), INSERT ON books TO PUBLIC;
GRANT USAGE ON SCHEMA lending TO PUBLIC;
REVOKE EXECUTE ON FUNCTION full_title FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA lending GRANT SELECT ON TABLES TO PUBLIC;
CREATE PUBLICATION news FOR TABLE books;
CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple);

INSERT INTO authors (name, born) SELECT 'Author ' || g, '1900-01-01'::date + g * 100 FROM generate_series(1, 50) g;
INSERT INTO books (author_id, title, kind, extent, code, price, cover, tags, more, weight)
SELECT 7 + g % 50, E'Title\t' || g || E' \\ \n second "line" \U0001F418', (enum_range(NULL::genre))[1 + g % 3], ROW (g, g / 10.0)::size, '978-' || g,
       g / 7.0, decode(md5(g::text), 'hex'), ARRAY['tag ' || g % 5, NULL, '{}'], jsonb_build_object('g', g, 'nothing', NULL), 1.0 / g
FROM generate_series(1, 3000) g;
INSERT INTO books (author_id, title) VALUES (7, E'\\.'), (8, '\N');
INSERT INTO rare_books (author_id, title, vault) VALUES (7, 'rare', 'north');
INSERT INTO lending.loans SELECT g, '2024-01-01'::date + g, g FROM generate_series(1, 100) g;
INSERT INTO lending.visits VALUES ('2023-05-05', 3), ('2024-05-05', 0), ('2026-01-01', NULL);
INSERT INTO "Odd ""Names" VALUES (1, 'x'), (NULL, NULL);
INSERT INTO scratch VALUES (1);
REFRESH MATERIALIZED VIEW worth;
CREATE TRIGGER stamped BEFORE UPDATE OF title ON books FOR EACH ROW WHEN (OLD.title IS DISTINCT FROM NEW.title) EXECUTE FUNCTION stamp();
COMMENT ON TRIGGER stamped ON books IS 'when it was last renamed';
SELECT nextval('shelf_marks');
